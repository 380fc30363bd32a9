package dev.holdfast.reports;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** By what the health of customers is told apart. */
public enum HealthBy {
  CSM("Looked after by"),
  TIER("Tier"),
  COHORT("Customers since");

  private final String title;

  HealthBy(String title) {
    this.title = title;
  }

  /** Its word in an address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** The one called so; absent when there is none. */
  public static Optional<HealthBy> named(String word) {
    return Arrays.stream(values()).filter(by -> by.word().equals(word)).findFirst();
  }

  /**
   * The group of an account; {@link PortfolioFilter#NOT_KNOWN} when that is not known.
   *
   * @param starts when the first subscription of accounts began
   */
  String of(AccountLine line, Map<String, LocalDate> starts) {
    return switch (this) {
      case CSM -> PortfolioFilter.CSM.of(line);
      case TIER -> PortfolioFilter.TIER.of(line);
      case COHORT -> {
        LocalDate start = starts.get(line.accountId());
        yield start == null
            ? PortfolioFilter.NOT_KNOWN
            : start.getYear() + "-Q" + start.get(IsoFields.QUARTER_OF_YEAR);
      }
    };
  }
}
