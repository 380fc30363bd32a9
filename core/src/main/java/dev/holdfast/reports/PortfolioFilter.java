package dev.holdfast.reports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the portfolio can be narrowed to and grouped by: properties with a handful of values. */
public enum PortfolioFilter {
  BAND("Health", line -> line.health() == null ? null : line.health().band().word()),
  CSM("Looked after by", line -> line.account().csm()),
  TIER("Tier", line -> line.account().tier()),
  SEGMENT("Segment", line -> line.account().segment()),
  INDUSTRY("Industry", line -> line.account().industry()),
  COUNTRY("Country", line -> line.account().country()),
  LIFECYCLE("Stage", line -> line.account().lifecycle());

  /** Stands for "not known" in an address, where a property is empty. */
  public static final String NOT_KNOWN = "-";

  private final String title;
  private final Function<AccountLine, @Nullable String> property;

  PortfolioFilter(String title, Function<AccountLine, @Nullable String> property) {
    this.title = title;
    this.property = property;
  }

  /** Its word in an address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** The value of a line, {@link #NOT_KNOWN} when it has none. */
  public String of(AccountLine line) {
    String value = property.apply(line);
    return value == null ? NOT_KNOWN : value;
  }

  /** The one called so; absent when there is none. */
  public static Optional<PortfolioFilter> named(String word) {
    return Arrays.stream(values()).filter(filter -> filter.word().equals(word)).findFirst();
  }
}
