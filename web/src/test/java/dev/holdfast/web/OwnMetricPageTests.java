package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.workspace.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A metric of the company's own, from the form to its page, and what makes variants differ. */
class OwnMetricPageTests {

  @TempDir static Path folder;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static String mine() {
    return ContractCatalogue.load(Optional.empty())
        .text("csat")
        .replaceFirst("key: csat", "key: our_csat")
        .replaceFirst("title: [^\n]*", "title: Our own satisfaction");
  }

  @Test
  void aMetricIsTriedOutSavedAndThenHasAPage() {
    assertThat(running.get("/metrics/define?from=nps", Role.LEADER).body())
        .contains("key: nps")
        .doesNotContain("What it would come to");
    HttpResponse<String> tried =
        running.post("/metrics/define", Role.LEADER, "yaml", mine(), "what", "try");
    assertThat(tried.statusCode()).isEqualTo(200);
    assertThat(tried.body()).contains("What it would come to", "top_box", "95 % interval");
    assertThat(running.get("/metrics/our_csat", Role.LEADER).statusCode()).isEqualTo(404);
    HttpResponse<String> saved =
        running.post("/metrics/define", Role.LEADER, "yaml", mine(), "what", "save");
    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(running.get("/metrics/our_csat", Role.VIEWER).body())
        .contains("Our own satisfaction");
    assertThat(running.get("/metrics", Role.VIEWER).body()).contains("Our own satisfaction");
    assertThat(folder.resolve("metrics").resolve("our_csat.yaml")).hasContent(mine());
  }

  @Test
  void aMistakeIsSaidWithItsLineAndWhatWasTypedIsKept() {
    String broken = mine().replace("unit: percent", "unti: percent");
    HttpResponse<String> answer =
        running.post("/metrics/define", Role.ADMIN, "yaml", broken, "what", "save");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("line 8", "unti", "unti: percent");
  }

  @Test
  void theVariantsOfAMetricLeadToTheAccountsThatMakeThemDiffer() {
    String page = running.get("/metrics/customer_churn_rate?days=180", Role.LEADER).body();
    assertThat(page).contains("/metrics/customer_churn_rate/difference?variant=events");
    String difference =
        running
            .get("/metrics/nps/difference?variant=all&other=latest&days=180", Role.LEADER)
            .body();
    assertThat(difference).contains("make the difference", "their parts add up to it");
    HttpResponse<String> refused =
        running.get("/metrics/ces/difference?variant=mean&other=easy", Role.LEADER);
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void whatCustomersAskMostIsToldWithItsWordingsOnlyToWhoMayReadThem() {
    String told = running.get("/metrics/requests", Role.LEADER).body();
    assertThat(told).contains("What customers ask most", "data-label=\"Tickets\"");
    String first = told.substring(told.indexOf("<th scope=\"row\">") + 16);
    String wording = first.substring(0, first.indexOf('<'));
    assertThat(wording).contains(" ");
    assertThat(running.get("/metrics/requests", Role.FINANCE).body()).doesNotContain(wording);
  }
}
