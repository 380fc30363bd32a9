package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.facts.Facts;
import dev.holdfast.facts.Origin;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.workspace.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overview of health: the business index, who moved it, and health in groups. */
class HealthPageTests {

  private static final Pattern ROW =
      Pattern.compile("<th scope=\"row\"><a class=\"go\"[^>]*>([^<]+)");

  private static final Pattern ACCOUNT = Pattern.compile("href=\"/accounts/([^\"/?#]+)\"");

  @TempDir static Path folder;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
    ACCOUNT
        .matcher(page("/accounts?sort=-arr", Role.LEADER))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .limit(2)
        .forEach(account -> handOver(account, "csm"));
    running.refreshNow();
  }

  /** Lets a CSM look after an account from now on. */
  private static void handOver(String account, String csm) {
    running
        .log
        .append(
            running.log.startDelivery("stream", "test", "{}", "tester"),
            List.of(
                new Facts.Account(
                    new Origin("test", account, running.clock.instant()),
                    account,
                    account,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Facts.Lifecycle.ACTIVE,
                    csm,
                    Map.of())))
        .join();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static String page(String path, Role role) {
    return running.get(path, role).body();
  }

  /** The fields of the last day in the file, in the order of its head. */
  private static List<String> lastDay(Role role) {
    List<String> lines = page("/health/index.csv", role).lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("day,index,mean,accounts,without_revenue,without_score,formula_change");
    return List.of(lines.getLast().split(",", -1));
  }

  @Test
  void theIndexIsToldWithWhatMovedItAndStaysWhereItIsWhenTheFormulaChanges() throws IOException {
    String before = page("/health", Role.LEADER);
    assertThat(before)
        .contains("Business index", " in 30 days", "Moved most by ", "Health weighted by yearly")
        .doesNotContain("re-based");
    List<String> then = lastDay(Role.LEADER);
    running
        .profiles()
        .publishAll(List.of(heavierReach()), "reach first", "a test", RunningServer.TEST);
    running.refreshNow();
    List<String> now = lastDay(Role.LEADER);
    assertThat(now.getFirst()).isEqualTo(then.getFirst());
    assertThat(Double.parseDouble(now.get(1)))
        .isEqualTo(Double.parseDouble(then.get(1)), within(1e-9));
    assertThat(Math.abs(Double.parseDouble(now.get(2)) - Double.parseDouble(then.get(2))))
        .isGreaterThan(0.5);
    assertThat(now.getLast()).isEqualTo("default went from version 1 to 2");
    assertThat(page("/health", Role.LEADER))
        .contains("default went from version 1 to 2", "the index is re-based", "new formula")
        .contains("What the new formula did to each is part of that.");
  }

  private static String heavierReach() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HealthProfiles.class.getResourceAsStream("/holdfast/health/default.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("weight: \\d+", "weight: 200");
    }
  }

  @Test
  void aCsmHasTheIndexAndTheGroupsOfTheirOwnAccountsOnly() {
    assertThat(Long.parseLong(lastDay(Role.CSM).get(3))).isBetween(1L, 2L);
    assertThat(Long.parseLong(lastDay(Role.LEADER).get(3))).isGreaterThan(20);
    assertThat(groups(page("/health?by=csm", Role.CSM))).containsExactly("csm");
    assertThat(groups(page("/health?by=csm", Role.LEADER))).hasSizeGreaterThan(2).contains("csm");
    assertThat(page("/health?by=csm", Role.CSM)).contains("too few: ");
  }

  /** The groups by the links to their accounts. */
  private static List<String> groups(String page) {
    Matcher row = ROW.matcher(page.substring(page.indexOf("id=\"by\"")));
    return row.results().map(found -> found.group(1)).toList();
  }

  @Test
  void theGroupsAreChosenInTheAddress() {
    assertThat(page("/health", Role.LEADER)).contains("<th scope=\"col\">Looked after by</th>");
    assertThat(page("/health", Role.CSM)).contains("<th scope=\"col\">Tier</th>");
    assertThat(page("/health?by=cohort", Role.LEADER))
        .contains("<th scope=\"col\">Customers since</th>")
        .containsPattern("20\\d\\d Q[1-4]");
    assertThat(running.get("/health?by=weather", Role.LEADER).statusCode()).isEqualTo(400);
  }

  @Test
  void theIndexIsThereAsADrawing() {
    assertThat(page("/health/index.svg", Role.VIEWER)).startsWith("<").contains("Business index");
    assertThat(running.get("/health/index.png", Role.VIEWER).statusCode()).isEqualTo(200);
  }

  @Test
  void anEmptyCompanyIsToldWhatIsMissing(@TempDir Path other) {
    try (RunningServer empty = new RunningServer(other)) {
      assertThat(empty.get("/health", Role.LEADER).body())
          .contains("There is no business index yet", "href=\"/data\"")
          .doesNotContain("Health in groups");
    }
  }
}
