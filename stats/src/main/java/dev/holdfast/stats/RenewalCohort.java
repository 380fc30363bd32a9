package dev.holdfast.stats;

import java.util.List;

/**
 * Customers who began a contract together and how many of them were left after each renewal.
 *
 * <p>The list may end early: who is left at its end is censored there. A cohort of only its start
 * says nothing and is taken for that.
 *
 * @param survivors whole customers: at the start, after the first renewal, after the second
 */
public record RenewalCohort(List<Long> survivors) {

  public RenewalCohort {
    survivors = List.copyOf(survivors);
    if (survivors.isEmpty() || survivors.getLast() < 0) {
      throw new IllegalArgumentException("a cohort counts its customers from the start: none here");
    }
    for (int i = 1; i < survivors.size(); i++) {
      if (survivors.get(i) > survivors.get(i - 1)) {
        throw new IllegalArgumentException(
            "customers of a cohort cannot become more: "
                + survivors.get(i)
                + " after "
                + survivors.get(i - 1)
                + "; count who came back as new");
      }
    }
  }

  /** Renewals that somebody in the cohort came to. */
  public int renewals() {
    return (int) survivors.subList(0, survivors.size() - 1).stream().filter(n -> n > 0).count();
  }
}
