package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.ImportId;
import org.junit.jupiter.api.Test;

class MoreEventsTests {

  @Test
  void comeFromPeopleWhoAreThereAndAreLearnedNow() {
    try (Generated demo = Generated.of(Generated.settings(60, 6, 2_000))) {
      double before = demo.number("select count(*) from fact_usage_event");
      ImportId delivery = MoreEvents.append(demo.log(), 500, Generated.LAST_DAY, 7);
      String mine = " from fact_usage_event u where import_id = " + delivery.number();

      assertThat(demo.number("select count(*)" + mine)).isEqualTo(500);
      assertThat(demo.number("select count(distinct fact_id)" + mine)).isEqualTo(500);
      assertThat(demo.number("select count(*) from fact_usage_event")).isEqualTo(before + 500);
      assertThat(demo.number("select count(*)" + mine + " and recorded_at < '2026-11-21'"))
          .isZero();
      String state =
          " (select arg_max(lifecycle, occurred_at) from fact_account a"
              + " where a.account_id = u.account_id)";
      assertThat(demo.number("select count(*)" + mine + " and" + state + " = 'churned'")).isZero();
      assertThat(demo.number("select count(*) from fact_account where lifecycle = 'churned'"))
          .isPositive();
    }
  }
}
