package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Money;
import dev.holdfast.health.Band;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthOverviewTests {

  private static AccountLine moved(String id, double score, double before, long arr) {
    return Lines.with(Lines.line(id, score, arr), Lines.health(score, before));
  }

  @Test
  void thoseWhoMovedTheIndexMostComeFirstAndThenThoseWhoMovedMost() {
    HealthOverview overview =
        HealthOverview.of(
            Lines.DAY,
            List.of(
                moved("free", 10, 90, 0),
                moved("small", 20, 80, 1),
                moved("large", 60, 65, 1_000),
                moved("rising", 90, 50, 10),
                moved("free-rising", 95, 50, 0),
                moved("still", 50, 50, 10)),
            Map.of(),
            Map.of("large", -4.0, "small", -0.1, "rising", 0.3));
    assertThat(overview.falls())
        .extracting(mover -> mover.line().accountId())
        .containsExactly("large", "small", "free");
    assertThat(overview.falls())
        .extracting(HealthOverview.Mover::index)
        .containsExactly(-4.0, -0.1, null);
    assertThat(overview.rises())
        .extracting(mover -> mover.line().accountId())
        .containsExactly("rising", "free-rising");
  }

  @Test
  void groupsHaveBandsRevenueAndAMeanWeightedByItUnlessThereAreTooFew() {
    List<AccountLine> customers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      customers.add(Lines.line("e" + i, 30.0, 100));
    }
    customers.add(Lines.line("e4", 90.0, 200));
    customers.add(Lines.line("e5", null, 50));
    for (int i = 0; i < 4; i++) {
      customers.add(Lines.line("s" + i, 80.0, 1_000));
    }
    List<HealthGroup> groups = HealthGroup.of(customers, HealthBy.TIER, Map.of());
    assertThat(groups).extracting(HealthGroup::value).containsExactly("Enterprise", "-");
    HealthGroup enterprise = groups.getFirst();
    assertThat(enterprise.sums().accounts()).isEqualTo(6);
    assertThat(enterprise.sums().weighed()).isEqualTo(5);
    assertThat(enterprise.sums().bands())
        .isEqualTo(Map.of(Band.AT_RISK, 4, Band.HEALTHY, 1, Band.UNKNOWN, 1));
    assertThat(enterprise.sums().arr()).isEqualTo(new Money(650, Lines.USD));
    assertThat(enterprise.sums().weightedHealth()).isEqualTo((30.0 * 400 + 90 * 200) / 600);
    assertThat(enterprise.tooFew()).isFalse();
    assertThat(groups.getLast().tooFew()).isTrue();
  }

  @Test
  void cohortsAreQuartersInOrder() {
    List<AccountLine> customers =
        List.of(
            Lines.line("a", 50.0, 1),
            Lines.line("b", 50.0, 9),
            Lines.line("c", 50.0, 5),
            Lines.line("d", 50.0, 99));
    assertThat(
            HealthGroup.of(
                customers,
                HealthBy.COHORT,
                Map.of(
                    "a", LocalDate.of(2025, 12, 31),
                    "b", LocalDate.of(2025, 3, 31),
                    "c", LocalDate.of(2025, 4, 1))))
        .extracting(HealthGroup::value)
        .containsExactly("2025-Q1", "2025-Q2", "2025-Q4", "-");
  }
}
