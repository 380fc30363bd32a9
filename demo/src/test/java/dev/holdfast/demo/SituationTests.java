package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Period;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.ContextTable;
import dev.holdfast.metrics.ContextTag;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.MetricRequest;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The situations that the demo plants are those that are found. */
class SituationTests {

  private static Generated company;
  private static Metrics metrics;

  @BeforeAll
  static void generate() {
    company = Generated.of(Generated.settings(120, 12, 400_000));
    DemoSettings settings = company.truth().settings();
    RollupSettings rollups =
        new RollupSettings(settings.zone(), BusinessHours.mondayToFriday(settings.zone()));
    Rollups stored = Rollups.open(company.log(), rollups);
    company.warehouse().writeAlone(stored::refresh);
    metrics = new Metrics(company.log(), ContractCatalogue.load(Optional.empty()), rollups);
  }

  @AfterAll
  static void close() {
    company.close();
  }

  private static ContextTable ask(String metric, int days) {
    Period period = Period.lastDays(Generated.LAST_DAY, days, company.truth().settings().zone());
    return metrics.context(MetricRequest.of(metric, period));
  }

  private static List<String> standing(ContextTable table) {
    return table.rows().stream()
        .filter(ContextTable.Row::stands)
        .map(row -> row.tag().title() + " " + row.value())
        .toList();
  }

  @Test
  void accountsDoLessOnWeekendsAndHolidaysAndDuringTheIncident() {
    ContextTable table = ask("active_accounts", 365);
    assertThat(standing(table))
        .contains("weekday Saturday", "weekday Sunday", "holiday yes", "incident yes");
    assertThat(standing(table).subList(0, 3))
        .containsExactlyInAnyOrder("weekday Saturday", "weekday Sunday", "holiday yes");
    assertThat(table.rows().subList(0, 3)).allMatch(row -> row.difference() < 0);
    assertThat(table.notRecorded()).isEmpty();
  }

  @Test
  void noHourAndNoWeekdayMattersForNpsSinceNoneIsPlanted() {
    ContextTable table = ask("nps", 365);
    assertThat(table.n()).isGreaterThan(1000);
    assertThat(table.rows())
        .filteredOn(row ->
            row.tag() == ContextTag.WEEKDAY
                || row.tag() == ContextTag.HOUR
                || row.tag() == ContextTag.PART_OF_DAY)
        .hasSizeGreaterThan(15)
        .noneMatch(ContextTable.Row::stands);
  }
}
