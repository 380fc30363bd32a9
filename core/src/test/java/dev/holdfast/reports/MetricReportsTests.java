package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.TicketStatus;
import dev.holdfast.metrics.MetricValue;
import dev.holdfast.reports.Board.Place;
import dev.holdfast.reports.Board.Tile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The board, and the values behind a number. */
class MetricReportsTests {

  private final Company company = new Company();
  private final MetricReports reports =
      MetricReports.open(company.log, company.metrics, Thresholds.usual());

  @AfterEach
  void close() {
    company.close();
  }

  private void resolved(String id, String account, long minutes) {
    Instant opened = Instant.parse("2026-03-02T08:00:00Z");
    company.ticket(id, account, TicketStatus.OPEN, opened.toString());
    company.ticket(id, account, TicketStatus.SOLVED, opened.plusSeconds(minutes * 60).toString());
  }

  private void answers(int from, int to, long score) {
    for (int i = from; i < to; i++) {
      company.nps("r" + i, "acme", "p" + i, score, "", "2026-03-05");
    }
  }

  private void rolledUp() {
    company.look(Company.everything(), look -> "");
  }

  private static MetricQuestion about(String metric, @Nullable String variant) {
    return new MetricQuestion(metric, variant, 90, null, null, null);
  }

  private Distribution.Spread spread(Viewpoint view, String metric, @Nullable String variant) {
    return (Distribution.Spread) reports.distribution(view, about(metric, variant));
  }

  private static long count(Distribution.Spread spread) {
    return spread.bins().stream().mapToLong(Distribution.Bin::count).sum();
  }

  @Test
  void theValuesThatAreDrawnAreThoseOfTheNumber() {
    company.account("acme", "ann", Lifecycle.ACTIVE, "2025-01-01");
    company.account("other", "bob", Lifecycle.ACTIVE, "2025-01-01");
    for (int i = 1; i <= 9; i++) {
      resolved("t" + i, i <= 6 ? "acme" : "other", i * 37L);
    }
    resolved("slow", "acme", 6000);
    company.ticket("open", "acme", TicketStatus.OPEN, "2026-03-02T08:00:00Z");
    rolledUp();

    for (Viewpoint view : List.of(Company.everything(), Company.only("ann"))) {
      for (String variant : List.of("mean", "median", "p90")) {
        Distribution.Spread spread = spread(view, "full_resolution_time", variant);
        MetricValue value = reports.glance(view, about("full_resolution_time", variant)).current();
        assertThat(count(spread)).as(variant).isEqualTo(value.estimate().n()).isEqualTo(spread.n());
        assertThat(spread.marks().getFirst().amount()).isEqualTo(value.value().orElseThrow());
      }
      double mean =
          reports
              .glance(view, about("full_resolution_time", "mean"))
              .current()
              .value()
              .orElseThrow();
      assertThat(spread(view, "full_resolution_time", "median").marks().getLast().amount())
          .as("the mean worked out from the drawn values is the metric's own")
          .isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(count(spread(Company.everything(), "full_resolution_time", "mean"))).isEqualTo(10);
    assertThat(count(spread(Company.only("ann"), "full_resolution_time", "mean"))).isEqualTo(7);
  }

  @Test
  void theScoresBehindAScoreAreCountedOneByOne() {
    company.account("acme", "ann", Lifecycle.ACTIVE, "2025-01-01");
    answers(0, 6, 10);
    answers(6, 9, 8);
    answers(9, 10, 3);
    rolledUp();
    Distribution.Spread spread = spread(Company.everything(), "nps", null);
    assertThat(spread.bins())
        .contains(new Distribution.Bin(10, 11, 6), new Distribution.Bin(3, 4, 1));
    assertThat(count(spread)).isEqualTo(10);
    assertThat(spread.single()).isTrue();
    assertThat(spread.marks()).as("a score is no place on the scale").isEmpty();
  }

  @Test
  void tooFewValuesAreNotDrawnButSaid() {
    company.account("acme", "ann", Lifecycle.ACTIVE, "2025-01-01");
    resolved("t1", "acme", 60);
    rolledUp();
    assertThat(reports.distribution(Company.everything(), about("full_resolution_time", "mean")))
        .isInstanceOfSatisfying(
            Distribution.NotShown.class,
            not -> {
              assertThat(not.reason()).isEqualTo("fewer than 5 solved tickets");
              assertThat(not.headline().estimate().n()).isEqualTo(1);
            });
  }

  @Test
  void aNumberThatIsNotMadeOfValuesHasNoDistribution() {
    assertThat(reports.hasDistribution(about("csat", null))).isFalse();
    assertThat(reports.hasDistribution(about("full_resolution_time", "mean"))).isTrue();
    assertThatThrownBy(() -> reports.distribution(Company.everything(), about("csat", null)))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void theBoardHasATileForEveryMetricThereIsAndNamesTheOthers() {
    company.account("acme", "ann", Lifecycle.ACTIVE, "2025-01-01");
    answers(0, 60, 10);
    rolledUp();
    Board board = reports.board(Company.everything());
    List<Place> places = new ArrayList<>(board.tiles().stream().map(Tile::place).toList());
    places.addAll(board.missing());
    assertThat(places).containsExactlyInAnyOrder(Place.values());

    Tile nps = board.tile(Place.RECOMMENDATION).orElseThrow();
    assertThat(nps.value().value()).hasValue(100);
    assertThat(Objects.requireNonNull(nps.verdict()).threshold().word()).isEqualTo("world-class");
    MetricTrend trend = Objects.requireNonNull(nps.report().trend());
    assertThat(trend.points()).as("twelve months and this one").hasSize(13);
    assertThat(trend.points().getLast().complete()).isFalse();
    assertThat(trend.points().get(11).complete()).isTrue();

    Tile churn = board.tile(Place.CHURN).orElseThrow();
    assertThat(churn.value().period().days()).as("thresholds are of a year").isEqualTo(365);
    assertThat(churn.value().value()).isEmpty();
    assertThat(churn.verdict()).isNull();
  }

  @Test
  void aPlaceTakesItsOwnMetricElseTheFirstStandInWithANumber() {
    rolledUp();
    List<String> asked = Collections.synchronizedList(new ArrayList<>()); // by all places at once
    BoardReader reader =
        new BoardReader(
            Set.of("purchase_clv", "customer_lifetime", "nps"),
            Thresholds.usual(),
            question -> {
              asked.add(question.metric());
              return reports.glance(Company.everything(), question);
            });
    Board board = reader.read();
    assertThat(asked)
        .containsExactlyInAnyOrder("nps", "purchase_clv", "customer_lifetime")
        .containsSubsequence("purchase_clv", "customer_lifetime");
    assertThat(board.tile(Place.LIFETIME_VALUE).orElseThrow().standsIn()).isTrue();
    assertThat(board.missing())
        .containsExactly(Place.CHURN, Place.RESOLUTION, Place.SATISFACTION, Place.REFERRALS);
  }
}
