package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.FactLog;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DemoCompanyTests {

  @Test
  void everyTypeOfFactIsThere() {
    DemoSettings settings =
        new DemoSettings(200, 18, 1, 0, LocalDate.of(2026, 11, 20), ZoneId.of("Europe/London"));
    try (Warehouse warehouse =
        Warehouse.inMemory(Clocks.settable(Instant.parse("2026-11-21T09:00:00Z")))) {
      DemoTruth truth = DemoCompany.generate(FactLog.open(warehouse), settings, Progress.silent());
      assertThat(truth.counts()).isNotEmpty();
    }
  }
}
