package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.NewUser;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.SignalMarks;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person types and what they get. */
class CommandLineTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path folder;

  private static Path demo;

  private record Outcome(int exitCode, String out, String remarks) {}

  @BeforeAll
  static void makeACompany() {
    demo = folder.resolve("demo");
    Outcome made =
        run("demo", "--accounts", "12", "--months", "6", "--no-serve", "--data", demo.toString());
    assertThat(made.exitCode()).as(made.remarks()).isZero();
    assertThat(demo.resolve("truth.json")).exists();
  }

  @Test
  void helpNamesTheCommands() {
    Outcome help = run("--help");
    assertThat(help.exitCode()).isZero();
  }

  @Test
  void definitionsGoOutAndComeInAndAConflictEndsWithTwo() throws IOException {
    Path out = folder.resolve("config");
    String[] data = {"--data", folder.resolve("definitions").toString()};
    assertThat(run("config", "export", "--out", out.toString(), data[0], data[1]).out())
        .isEqualTo("health/default.yaml\nhealth/onboarding.yaml\n");
    Path profile = out.resolve("health/default.yaml");
    Files.writeString(profile, Files.readString(profile).replace("weight: 13", "weight: 20"));
    Outcome conflict = run("config", "apply", out.toString(), data[0], data[1]);
    assertThat(conflict.exitCode()).isEqualTo(2);
    assertThat(conflict.out()).contains("set version: 2", "Nothing was changed.");

    Files.writeString(profile, Files.readString(profile).replace("version: 1", "version: 2"));
    Outcome dry = run("config", "apply", out.toString(), "--dry-run", data[0], data[1]);
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out()).contains("Reach: weight 13 (13 %) is now 20 (17.5 %)");
    assertThat(run("config", "export", data[0], data[1]).out()).contains("version: 1\norder: 1000");
    Outcome done = run("config", "apply", out.toString(), "--waiver", "agreed", data[0], data[1]);
    assertThat(done.exitCode()).as(done.remarks()).isZero();
    assertThat(run("config", "export", data[0], data[1]).out()).contains("version: 2\norder: 1000");
  }

  @Test
  void aMetricIsAnArrayOfContractsAsJson() {
    Outcome outcome =
        run("metric", "nps", "--grain", "month", "--format", "json", "--data", demo.toString());
    assertThat(outcome.exitCode()).as(outcome.remarks()).isZero();
    JsonNode value = JSON.readTree(outcome.out()).get(0);
    assertThat(value.propertyNames())
        .containsExactly(
            "metric",
            "variant",
            "version",
            "unit",
            "period",
            "dimensions",
            "value",
            "interval",
            "n",
            "numerator",
            "denominator",
            "as_of",
            "freshness",
            "excluded",
            "absent_reason");
    assertThat(value.path("period").propertyNames()).containsExactly("from", "to", "zone");
  }

  @Test
  void aBacktestSaysItsVerdictAndIsKept() {
    Outcome text = run("backtest", "--data", demo.toString());
    assertThat(text.exitCode()).as(text.remarks()).isZero();
    assertThat(text.out()).startsWith("default v1: insufficient.").contains("20 are needed");
    Outcome json =
        run("backtest", "default", "--gap", "7", "--format", "json", "--data", demo.toString());
    assertThat(JSON.readTree(json.out()).path("signal").asString()).isEqualTo("INSUFFICIENT");
    assertThat(JSON.readTree(json.out()).path("gapDays").asInt()).isEqualTo(7);
    Outcome unknown = run("backtest", "vip", "--data", demo.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.remarks())
        .contains("no health profile 'vip'")
        .contains("onboarding, default");
  }

  @Test
  void aRiskIsToldWithItsLossesOrSaidToBeInsufficient() {
    Outcome all = run("risk", "--format", "json", "--data", demo.toString());
    assertThat(all.exitCode()).as(all.remarks()).isZero();
    JsonNode answers = JSON.readTree(all.out());
    assertThat(answers.path("model").path("lostAccounts").asInt()).isLessThan(20);
    JsonNode first =
        answers
            .path("risks")
            .valueStream()
            .filter(one -> one.path("kind").asString().equals("insufficient"))
            .findFirst()
            .orElseThrow();
    Outcome one =
        run("risk", first.path("risk").path("accountId").asString(), "--data", demo.toString());
    assertThat(one.out())
        .contains("Insufficient for a probability", "20 are needed", "The CSM has made no call.");
    assertThat(one.remarks()).as("learned once a day").doesNotContain("replaying history");
    Outcome anew = run("risk", "--learn", "--data", demo.toString());
    assertThat(anew.out()).startsWith("Insufficient: ").contains("band", "At risk");
    assertThat(anew.remarks()).contains("replaying history");
  }

  @Test
  void aBacktestOfSnapshotsNeedsItsColumns() throws IOException {
    Path table = folder.resolve("snapshots.csv");
    StringBuilder rows = new StringBuilder("id,size,left\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i).append(',').append(i % 7).append(',').append(i % 7 < 2 ? "yes\n" : "no\n");
    }
    Files.writeString(table, rows);
    Outcome done =
        run("backtest", "--snapshots", table.toString(), "--id", "id", "--outcome", "left=yes");
    assertThat(done.exitCode()).as(done.remarks()).isZero();
    assertThat(done.out()).startsWith("Evidence of signal").contains("AUC 1.000000");
    Outcome vague = run("backtest", "--snapshots", table.toString(), "--id", "id");
    assertThat(vague.exitCode()).isEqualTo(2);
    assertThat(vague.remarks()).contains("--outcome Churn=Yes");
  }

  @Test
  void theRowsOfAMetricAreATable() {
    Outcome outcome =
        run("metric", "mrr_movements", "--rows", "--format", "csv", "--data", demo.toString());
    assertThat(outcome.exitCode()).as(outcome.remarks()).isZero();
    assertThat(outcome.out()).contains("account_id");
  }

  @Test
  void theSituationsOfAMetricAreATableACsvAndJson() {
    String[] command = {
      "metric", "active_accounts", "--context", "--data", demo.toString(), "--format"
    };
    Outcome table = run(with(command, "table"));
    assertThat(table.exitCode()).as(table.remarks()).isZero();
    assertThat(table.out()).contains("verdict").contains("Saturday");
    assertThat(table.remarks()).contains("Benjamini").contains("no local hour");
    JsonNode json = JSON.readTree(run(with(command, "json")).out());
    assertThat(json.path("metric").asString()).isEqualTo("active_accounts");
    assertThat(json.path("rows").size()).isPositive();
    assertThat(json.path("rows").get(0).propertyNames())
        .contains("tag", "value", "n", "difference", "shrunken", "adjusted_p", "verdict");
    assertThat(run(with(command, "csv")).out().lines().count())
        .isEqualTo(json.path("rows").size() + 1L);
    Outcome refused = run("metric", "mrr", "--context", "--data", demo.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.remarks()).contains("'mrr' is made of whole histories of accounts");
  }

  @Test
  void theCalendarMappingOfTheGuideTakesItsExampleIn() throws IOException {
    Path file = folder.resolve("calendar.csv");
    Files.writeString(
        file,
        """
        id,kind,name,region,from,to
        black-week,promotion,Black week,,2026-11-23,2026-11-29
        boxing-day-gb,holiday,Boxing Day,GB,2026-12-26,2026-12-26
        """);
    Path root = Path.of(System.getProperty("holdfast.root", ".."));
    Outcome taken =
        run(
            "import",
            file.toString(),
            "--mapping",
            root.resolve("examples/calendar.yaml").toString(),
            "--data",
            folder.resolve("calendar").toString());
    assertThat(taken.out()).contains("2 rows: 2 accepted");
  }

  private static String[] with(String[] command, String last) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(last);
    return words.toArray(String[]::new);
  }

  @Test
  void anUnknownMetricIsTheUsersMistakeAndNamesThoseThereAre() {
    Outcome outcome = run("metric", "npz", "--data", demo.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.remarks()).contains("There is no metric 'npz'").contains("nps");
  }

  @Test
  void healthSaysWhy() {
    Outcome refresh = run("refresh", "--data", demo.toString());
    assertThat(refresh.exitCode()).as(refresh.remarks()).isZero();
    Outcome explained =
        accounts().stream()
            .map(account -> run("health", account, "--explain", "--data", demo.toString()))
            .filter(outcome -> outcome.exitCode() == 0)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no account has health"));
    assertThat(explained.out()).contains("coverage").contains("Profile").contains("Score");
  }

  private static List<JsonNode> signals(String... more) {
    List<String> args =
        new ArrayList<>(List.of("signals", "--format", "json", "--data", demo.toString()));
    args.addAll(List.of(more));
    Outcome outcome = run(args.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.remarks()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    JSON.readTree(outcome.out()).forEach(rows::add);
    return rows;
  }

  @Test
  void signalsGoOnEachWithItsEvidence() {
    List<JsonNode> all = signals();
    assertThat(all).isNotEmpty();
    assertThat(all)
        .allSatisfy(signal -> {
          assertThat(signal.propertyNames())
              .contains(
                  "account", "rule", "sentence", "evidence", "told", "place", "expected_minor");
          assertThat(signal.get("ended").isNull()).isTrue();
          assertThat(signal.get("evidence")).isNotEmpty();
          assertThat(signal.get("told").asString())
              .as("nobody has asked for a digest")
              .isEqualTo("now");
        });
    String account = all.getFirst().get("account").asString();
    assertThat(signals("--account", account))
        .isNotEmpty()
        .allMatch(signal -> signal.get("account").asString().equals(account));
    Outcome table = run("signals", "--data", demo.toString());
    assertThat(table.out()).contains("what was seen", "told", account);
  }

  @Test
  void explainAnswersWhyARuleSpeaksAndWhyItDoesNot() {
    JsonNode fires =
        signals().stream()
            .filter(signal -> signal.get("place").asString().equals("in_budget"))
            .findFirst()
            .orElseThrow();
    String account = fires.get("account").asString();
    String rule = fires.get("rule").asString();
    JsonNode why = signals("--account", account, "--explain", rule).getFirst();
    assertThat(why.get("state").asString()).isEqualTo("fires");
    assertThat(why.get("why").asString()).isEqualTo(fires.get("sentence").asString());
    assertThat(why.get("signal").get("evidence")).isEqualTo(fires.get("evidence"));

    List<JsonNode> rules = signals("--account", account, "--explain");
    assertThat(rules).extracting(one -> one.get("rule").asString()).contains("silence", rule);
    JsonNode quiet =
        rules.stream()
            .filter(one -> one.get("state").asString().equals("quiet"))
            .findFirst()
            .orElseThrow();
    assertThat(quiet.get("why").asString()).isNotBlank();
    assertThat(quiet.get("signal").isNull()).isTrue();
    Outcome table =
        run(
            "signals",
            "--data",
            demo.toString(),
            "--account",
            account,
            "--explain",
            quiet.get("rule").asString());
    assertThat(table.out()).contains(": quiet", quiet.get("why").asString());
  }

  @Test
  void explainSaysWhatIsMissingToAnswer() {
    String[] data = {"--data", demo.toString()};
    Outcome nobody = run("signals", "--explain", "silence", data[0], data[1]);
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.remarks()).contains("add --account ACCOUNT");
    Outcome hunch = run("signals", "--account", "acc-0001", "--explain", "hunch", data[0], data[1]);
    assertThat(hunch.exitCode()).isEqualTo(2);
    assertThat(hunch.remarks()).contains("There are: health_at_risk");
  }

  @Test
  void whoWantsADigestIsToldTheNextDayAndOfHighSeverityAtOnce() {
    JsonNode low =
        signals().stream()
            .filter(signal -> !signal.get("severity").asString().equals("high"))
            .filter(signal -> !signal.get("csm").isNull())
            .findFirst()
            .orElseThrow();
    String raised = low.get("confirmed").asString();
    LocalDate next = LocalDate.parse(raised).plusDays(1);
    try (Workspace workspace =
        Workspace.open(demo.resolve("workspace.sqlite"), InstantSource.system())) {
      User person =
          workspace
              .users()
              .add(
                  NewUser.of("digest", "Digest", Role.CSM, null, low.get("csm").asString()),
                  Actor.holdfast("test"));
      workspace.signalMarks().deliver(person.id(), SignalMarks.Delivery.DIGEST);
      assertThat(signals("--as-of", raised))
          .filteredOn(signal -> signal.get("csm").equals(low.get("csm")))
          .filteredOn(signal -> signal.get("confirmed").asString().equals(raised))
          .isNotEmpty()
          .allSatisfy(signal ->
              assertThat(signal.get("told").asString())
                  .isEqualTo(
                      signal.get("severity").asString().equals("high")
                          ? "now"
                          : "digest of " + next));
      workspace.signalMarks().deliver(person.id(), SignalMarks.Delivery.INSTANT);
    }
    assertThat(signals("--as-of", raised))
        .allMatch(signal -> signal.get("told").asString().equals("now"));
  }

  @Test
  void theDigestIsOfTheDayBeforeAndOfOneCsm() {
    JsonNode one =
        signals().stream().filter(signal -> !signal.get("csm").isNull()).findFirst().orElseThrow();
    String csm = one.get("csm").asString();
    String raised = one.get("confirmed").asString();
    String morning = LocalDate.parse(raised).plusDays(1).toString();
    String[] args = {
      "signals", "--digest", csm, "--as-of", morning, "--format", "json", "--data", demo.toString()
    };
    JsonNode digest = JSON.readTree(run(args).out());
    assertThat(digest.get("day").asString()).isEqualTo(raised);
    List<String> told = new ArrayList<>();
    digest.get("raised").forEach(signal -> told.add(signal.get("account").asString()));
    assertThat(told).contains(one.get("account").asString());
    args[2] = "nobody-like-that";
    assertThat(JSON.readTree(run(args).out()).get("raised")).isEmpty();
    Outcome table = run("signals", "--digest", csm, "--as-of", morning, "--data", demo.toString());
    assertThat(table.out()).contains("Digest for " + csm + ", " + raised, "Next: ");
  }

  @Test
  void theBusinessIndexIsTheSameInWordsAndInJson() {
    String[] data = {"--data", demo.toString()};
    assertThat(run("refresh", data[0], data[1]).exitCode()).isZero();
    Outcome told = run("business-index", "--by", "tier", data[0], data[1]);
    assertThat(told.exitCode()).as(told.remarks()).isZero();
    assertThat(told.out()).contains("of 100, over ", "too few: ", "mean score");
    JsonNode answer =
        JSON.readTree(
            run("business-index", "--format", "json", "--by", "tier", data[0], data[1]).out());
    JsonNode points = answer.get("index").get("points");
    JsonNode last = points.get(points.size() - 1);
    assertThat(told.out())
        .startsWith(
            String.format(
                Locale.ROOT,
                "Business index %.1f on %s (mean of %s to ",
                last.get("index").asDouble(),
                last.get("day").asString(),
                points.get(0).get("day").asString()))
        .contains(last.get("accounts").asLong() + " accounts");
    assertThat(answer.get("groups").size()).isPositive();
    assertThat(run("business-index", "--format", "csv", data[0], data[1]).out())
        .startsWith("day,index,mean,accounts,without_revenue,without_score");
    Outcome nobody = run("business-index", "--csm", "nobody", data[0], data[1]);
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.remarks()).contains("There is no business index yet");
  }

  @Test
  void healthOfNobodyIsTheUsersMistake() {
    Outcome outcome = run("health", "nobody", "--data", demo.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.remarks()).contains("nobody");
  }

  @Test
  void aSuggestedMappingRunsAndBadRowsAreKeptCorrectedAndReplayed() throws IOException {
    Path file = folder.resolve("customers.csv");
    Files.writeString(
        file,
        """
        customer_id,company,plan,seats,monthly_price,started
        c1,Acme,Pro,10,100.00,2026-01-05
        c2,Bolt,Pro,20,200.00,2026-02-30
        """);
    String suggestion = run("import", file.toString(), "--suggest").out();
    assertThat(suggestion).contains("facts:");
    Path mapping = folder.resolve("customers.yaml");
    Files.writeString(
        mapping,
        """
        mapping: customers
        version: 1
        file: { format: csv }
        source: crm
        zone: UTC
        facts:
          - fact: account
            fields:
              account_id: customer_id
              name: company
              occurred_at: instant(started, 'UTC', 'yyyy-MM-dd')
        """);
    String data = folder.resolve("own").toString();
    String[] command = {"import", file.toString(), "--mapping", mapping.toString(), "--data", data};
    List<String> dry = new ArrayList<>(List.of(command));
    dry.add("--dry-run");
    assertThat(run(dry.toArray(String[]::new)).out()).contains("nothing stored");
    Outcome first = run(command);
    assertThat(first.out()).contains("2 rows: 1 accepted, 0 duplicate, 0 unchanged, 1 quarantined");
    assertThat(run(command).out()).contains("0 accepted").contains("1 unchanged");
    assertThat(run("quarantine", "list", "--data", data).out()).contains("occurred_at");
    assertThat(run("quarantine", "correct", "1", "started=2026-02-28", "--data", data).exitCode())
        .isZero();
    assertThat(run("quarantine", "replay", "--import", "1", "--data", data).out())
        .contains("1 accepted");
    assertThat(run("imports", "undo", "1", "--data", data).exitCode()).isZero();
    assertThat(run("imports", "undo", "1", "--data", data).exitCode()).isEqualTo(2);
  }

  @Test
  void realDataIsNotMixedWithADemo() throws IOException {
    Path data = folder.resolve("real");
    Path file = folder.resolve("one.csv");
    Files.writeString(file, "id\na1\n");
    Path mapping = folder.resolve("one.yaml");
    Files.writeString(
        mapping,
        """
        mapping: one
        version: 1
        file: { format: csv }
        source: crm
        zone: UTC
        facts:
          - fact: account
            fields: { account_id: id, occurred_at: "instant('2026-01-01', 'UTC', 'yyyy-MM-dd')" }
        """);
    Outcome imported =
        run("import", file.toString(), "--mapping", mapping.toString(), "--data", data.toString());
    assertThat(imported.exitCode()).as(imported.remarks()).isZero();
    Outcome refused = run("demo", "--no-serve", "--data", data.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.remarks()).contains("holds real data");
  }

  /** The accounts that ever had revenue, the newest last. */
  private static List<String> accounts() {
    String csv =
        run(
                "metric",
                "mrr_movements",
                "--rows",
                "--from",
                "2020-01-01",
                "--to",
                "2030-01-01",
                "--format",
                "csv",
                "--data",
                demo.toString())
            .out();
    List<String> header = List.of(csv.lines().findFirst().orElseThrow().split(",", -1));
    int column = header.indexOf("account_id");
    return csv.lines().skip(1).map(line -> line.split(",", -1)[column]).distinct().toList();
  }

  private static Outcome run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream remarks = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(remarks, true, StandardCharsets.UTF_8),
                false),
            arguments);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), remarks.toString(StandardCharsets.UTF_8));
  }
}
