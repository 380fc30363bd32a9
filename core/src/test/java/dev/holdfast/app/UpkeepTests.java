package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.Clocks;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.ImportId;
import dev.holdfast.facts.Origin;
import dev.holdfast.reports.MetricReport;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.workspace.RecordScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTests {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final Clocks.SettableClock clock = Clocks.settable(NOON);
  private long next;

  @TempDir private Path folder;

  @Test
  void aRefreshIsDueWhenFactsCameOrWereUndoneOrADayBegan() {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      Pipeline pipeline = holdfast.pipeline();
      assertThat(pipeline.isBehind()).as("never refreshed").isTrue();
      pipeline.refresh();
      assertThat(pipeline.isBehind()).as("nothing known").isFalse();

      ImportId came = tell(holdfast, account("a"));
      assertThat(pipeline.isBehind()).as("a fact came").isTrue();
      pipeline.refresh();
      assertThat(pipeline.isBehind()).isFalse();

      holdfast.facts().undo(came, "tester");
      assertThat(pipeline.isBehind()).as("it was undone").isTrue();
      pipeline.refresh();
      assertThat(pipeline.isBehind()).isFalse();

      tell(holdfast, account("b"));
      pipeline.refresh();
      clock.set(NOON.plus(Duration.ofDays(1)));
      assertThat(pipeline.isBehind()).as("a day began").isTrue();
      pipeline.refresh();
      assertThat(pipeline.isBehind()).isFalse();
    }
  }

  @Test
  void daysOnWhichNobodyRefreshedAreFilledIn() {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      tell(holdfast, account("a"));
      holdfast.pipeline().refresh();
      clock.set(NOON.plus(Duration.ofDays(5)));
      holdfast.pipeline().refresh();
      LocalDate first = LocalDate.of(2026, 3, 31);
      assertThat(holdfast.health().history("a", first, first.plusDays(9)))
          .extracting(day -> day.day())
          .containsExactlyElementsOf(first.datesUntil(first.plusDays(6)).toList());
    }
  }

  @Test
  void whatOnlyTheRollupsTookInReachesHealthWithTheNextRefresh() {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      tell(holdfast, account("a"));
      holdfast.pipeline().refresh();
      tell(holdfast, account("b"));
      holdfast.pipeline().refreshRollups(); // as `metric` does, or a refresh that was cut short
      assertThat(holdfast.health().latest()).containsOnlyKeys("a");
      assertThat(holdfast.pipeline().isBehind()).isTrue();
      holdfast.pipeline().refresh();
      assertThat(holdfast.health().latest()).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void aServedFolderTakesInWhatComes() throws InterruptedException {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock);
        Upkeep upkeep = Upkeep.start(holdfast, Duration.ofMillis(10))) {
      assertThat(upkeep).isNotNull();
      tell(holdfast, account("a"));
      waitUntil(() -> holdfast.health().latest().containsKey("a"));
      tell(holdfast, account("b"));
      waitUntil(() -> holdfast.health().latest().containsKey("b"));
    }
  }

  @Test
  void aPageThatSomebodyLookedAtIsMadeReadyAgain() {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      tell(holdfast, account("a"));
      holdfast.pipeline().refresh();
      MetricReports pages = holdfast.metricReports();
      Viewpoint view =
          new Viewpoint(
              new RecordScope.Everything(),
              true,
              clock.instant(),
              null,
              holdfast.settings().zone());
      assertThat(pages.prepareOne(clock.instant())).isFalse();
      MetricReport before = pages.report(view, pages.usual("nps"));
      MetricReport glance = pages.glance(view, pages.usual("mrr"));
      assertThat(pages.prepareOne(clock.instant())).isFalse();
      tell(holdfast, account("b"));
      holdfast.pipeline().refresh();
      assertThat(pages.prepareOne(clock.instant())).isTrue();
      assertThat(pages.prepareOne(clock.instant())).isTrue();
      assertThat(pages.prepareOne(clock.instant())).isFalse();
      MetricReport ready = pages.report(view, pages.usual("nps"));
      assertThat(ready).isNotSameAs(before).isSameAs(pages.report(view, pages.usual("nps")));
      assertThat(pages.glance(view, pages.usual("mrr"))).isNotSameAs(glance);
      tell(holdfast, account("c"));
      holdfast.pipeline().refresh();
      assertThat(pages.prepareOne(clock.instant().plus(Duration.ofHours(25)))).isFalse();
    }
  }

  @Test
  void aPageThatCannotBeMadeReadyDoesNotHoldUpTheOthers() {
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      tell(holdfast, account("a"));
      holdfast.pipeline().refresh();
      MetricReports pages = holdfast.metricReports();
      Viewpoint view =
          new Viewpoint(
              new RecordScope.Everything(),
              true,
              clock.instant(),
              null,
              holdfast.settings().zone());
      pages.report(view, pages.usual("nps"));
      pages.report(view, pages.usual("reopen_rate"));
      holdfast.facts().warehouse().writeAlone(writer -> writer.sql().dropTable("ticket").execute());
      assertThatThrownBy(() -> pages.prepareOne(clock.instant()))
          .isInstanceOf(DataAccessException.class);
      assertThat(pages.prepareOne(clock.instant())).isTrue();
      assertThat(pages.prepareOne(clock.instant())).isFalse();
    }
  }

  /** Fails by the limit of the test run, not by a clock of its own. */
  private static void waitUntil(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Thread.sleep(5);
    }
  }

  private ImportId tell(Holdfast holdfast, Fact fact) {
    ImportId own = holdfast.facts().startDelivery("file", "own", "{}", "tester");
    holdfast.facts().append(own, List.of(fact)).join();
    return own;
  }

  private Fact account(String id) {
    return new Facts.Account(
        new Origin("test", "f" + next++, NOON.minus(Duration.ofDays(90))),
        id,
        id,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Lifecycle.ACTIVE,
        null,
        Map.of());
  }
}
