package dev.holdfast.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.Period;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.Example.Expected;
import dev.holdfast.stats.Interval;
import dev.holdfast.warehouse.Warehouse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contract's worked examples, computed from facts. */
class ExampleTests {

  private static final ContractCatalogue CATALOGUE = ContractCatalogue.load(Optional.empty());

  static Stream<Arguments> examples() {
    return CATALOGUE.contracts().stream()
        .flatMap(contract ->
            contract.examples().stream()
                .map(example -> Arguments.of(contract.key(), example.title(), example)));
  }

  @Test
  void everyContractHasAnExample() {
    assertThat(CATALOGUE.contracts()).isNotEmpty();
    assertThat(CATALOGUE.contracts())
        .allSatisfy(contract -> assertThat(contract.examples()).isNotEmpty());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("examples")
  void theNumberComesOut(String metric, String title, Example example) {
    Clocks.SettableClock clock = Clocks.settable(Instant.parse("2030-01-01T00:00:00Z"));
    try (Warehouse warehouse = Warehouse.inMemory(clock)) {
      FactLog log = FactLog.open(warehouse);
      RollupSettings settings = RollupSettings.defaults();
      Rollups rollups = Rollups.open(log, settings);
      log.append(log.startDelivery("stream", "example", "{}", "test"), ExampleFacts.of(example))
          .join();
      warehouse.writeAlone(rollups::refresh);
      Metrics metrics = new Metrics(log, CATALOGUE, settings);
      compare(answer(metrics, metric, example), example.expect());
    }
  }

  private static MetricValue answer(Metrics metrics, String metric, Example example) {
    ZoneId zone = ZoneId.of(example.zone() == null ? "UTC" : example.zone());
    MetricRequest request =
        MetricRequest.of(metric, new Period(example.from(), example.to(), zone))
            .variant(example.variant());
    if (example.by() == null) {
      List<MetricValue> values = metrics.evaluate(request);
      assertThat(values).hasSize(1);
      return values.getFirst();
    }
    return metrics.evaluate(request.by(example.by())).stream()
        .filter(value -> value.dimension(example.by()).equals(Optional.ofNullable(example.is())))
        .findFirst()
        .orElseThrow();
  }

  private static void compare(MetricValue actual, Expected expected) {
    double tolerance = expected.tolerance() == null ? 1e-9 : expected.tolerance();
    if (expected.value() != null) {
      assertThat(actual.value()).as("value of %s", actual).isPresent();
      assertThat(actual.value().getAsDouble()).isCloseTo(expected.value(), within(tolerance));
    }
    if (expected.low() != null) {
      assertThat(actual.interval().map(Interval::low).orElseThrow())
          .isCloseTo(expected.low(), within(tolerance));
    }
    if (expected.high() != null) {
      assertThat(actual.interval().map(Interval::high).orElseThrow())
          .isCloseTo(expected.high(), within(tolerance));
    }
    if (expected.n() != null) {
      assertThat(actual.estimate().n()).isEqualTo(expected.n());
    }
    if (expected.absentReason() != null) {
      assertThat(actual.value()).isEmpty();
      assertThat(actual.absentReason()).contains(expected.absentReason());
    }
    if (expected.excluded() != null) {
      assertThat(actual.excluded()).isEqualTo(expected.excluded());
    }
  }
}
