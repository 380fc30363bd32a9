package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import dev.holdfast.workspace.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say about situations. */
class ContextPageTests {

  @TempDir private Path folder;

  @Test
  void withoutRowsItSaysWhatIsMissingAndWithSomeWhatStands() {
    try (RunningServer running = new RunningServer(folder)) {
      HttpResponse<String> empty = running.get("/metrics/active_accounts/context", Role.LEADER);
      assertThat(empty.statusCode()).isEqualTo(200);
      assertThat(empty.body())
          .contains("so there is nothing to compare")
          .contains("Nothing is recorded yet of: holiday, promotion, launch, release, incident")
          .contains("holdfast import FILE --mapping examples/calendar.yaml");
      quietSaturdays(running);
      String full = running.get("/metrics/active_accounts/context?days=56", Role.LEADER).body();
      assertThat(full)
          .contains("by more than chance: 2,240 days of accounts of 40 accounts")
          .contains("lower on Saturdays: ")
          .contains("What goes together need not be a cause.");
      assertThat(running.get("/metrics/nps", Role.LEADER).body()).contains("/metrics/nps/context");
      assertThat(running.get("/metrics/mrr", Role.LEADER).body()).doesNotContain("/context");
      assertThat(running.get("/metrics/mrr/context", Role.LEADER).statusCode()).isEqualTo(400);
      assertThat(running.get("/metrics/nps/context?days=x", Role.LEADER).statusCode())
          .isEqualTo(400);
    }
  }

  /** Eight weeks of 40 accounts, alike but for their Saturdays. */
  private static void quietSaturdays(RunningServer running) {
    List<Fact> facts = new ArrayList<>();
    for (int day = 1; day <= 56; day++) {
      Instant when = RunningServer.NOW.minus(Duration.ofDays(day));
      boolean saturday = when.atZone(RunningServer.ZONE).getDayOfWeek() == DayOfWeek.SATURDAY;
      for (int account = 0; account < 40; account++) {
        String id = "a" + account;
        int events = (saturday ? 3 : 12) + (day * 7 + account * 3) % 5;
        facts.add(
            new Facts.UsageEvent(
                new Origin("test", id + "-" + day, when),
                id,
                "p" + account,
                "use",
                events,
                null,
                null,
                Map.of()));
      }
    }
    running.log.append(running.log.startDelivery("stream", "test", "{}", "test"), facts).join();
    running.refresh(1);
  }

  @Test
  void aPersonSeesTheSituationsOfTheAccountsInSight() {
    try (RunningServer running = new RunningServer(folder)) {
      running.letDemoIn();
      // No account of the demo is looked after by the csm of this server.
      assertThat(running.get("/metrics/active_accounts/context", Role.CSM).body())
          .contains("so there is nothing to compare");
    }
  }
}
