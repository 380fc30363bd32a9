package dev.holdfast.health;

import static dev.holdfast.health.HealthWorld.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.Definitions.Kind;
import dev.holdfast.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A company's own profiles, from the draft to the days that they computed. */
class OwnProfilesTests {

  private static final Actor ANNA = Actor.holdfast("Anna");
  private static final Actor BEN = Actor.holdfast("Ben");
  private static final LocalDate START = TODAY.minusDays(400);

  private final HealthWorld world = new HealthWorld();
  @TempDir private Path folder;
  private Workspace workspace;
  private OwnProfiles own;

  @BeforeEach
  void open() {
    workspace = Workspace.open(folder.resolve("workspace.db"), world.clock);
    own = new OwnProfiles(health(), workspace, world.health);
  }

  private Path health() {
    return folder.resolve("health");
  }

  @AfterEach
  void close() {
    workspace.close();
    world.close();
  }

  /** The default profile, computed from few measures. */
  private static String yaml(String reachCurve, int reachWeight) {
    return """
    name: default # ours
    title: Running customers
    version: 1
    order: 1000
    applies_to: "true"
    why: no earlier profile takes it
    bands:
      - {band: at_risk, from: 0, to: 50}
      - {band: healthy, from: 50, to: 100}
    groups:
      - name: use
        title: Use
        measures:
          - name: reach
            title: Reach
            input: reach
            direction: more_is_better
            curve: {%s}
            weight: %d
            signal: leading
          - name: frequency
            title: Active days a person
            input: active_days_per_person
            direction: more_is_better
            curve:
              linear: [[0, 0], [9, 100]]
            weight: 10
            signal: leading
    """
        .formatted(reachCurve, reachWeight);
  }

  private static final String LINES = "linear: [[0, 0], [1, 100]]";

  private HealthProfile publish(String yaml) {
    own.save(yaml, "because", own.draft("default").map(d -> d.revision()).orElse(0), ANNA);
    int revision = own.draft("default").orElseThrow().revision();
    return own.publish("default", revision, "no losses to test against yet", ANNA);
  }

  /** Accounts s0, s1, ... of a segment with seats and some use. */
  private void customers(String segment, int count, LocalDate until) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = segment + i;
      facts.add(world.account(id, START, Lifecycle.ACTIVE, segment));
      facts.add(world.seats(id, id + "s", START, START, count, 1000 + i));
      for (int person = 0; person <= i; person++) {
        for (int back = 0; back < 120; back += 14) {
          facts.add(world.use(id, until.minusDays(back + 1), id + "p" + person, "n"));
        }
      }
    }
    world.tell(facts.toArray(Fact[]::new));
  }

  @Test
  void aDraftChangesNothingUntilItIsPublishedAndThenTodayIsScoredByIt() {
    customers("smb", 4, TODAY);
    world.update();
    HealthDay before = today("smb3");
    own.save(yaml(LINES, 30), "reach counts more", 0, ANNA);
    world.update();
    assertThat(today("smb3")).isEqualTo(before);
    assertThat(Files.exists(health())).isFalse();

    HealthProfile published = publish(yaml(LINES, 30));
    assertThat(published.label()).isEqualTo("default v2");
    assertThat(own.draft("default")).isEmpty();
    assertThat(health().resolve("default.yaml"))
        .hasContent(yaml(LINES, 30).replace("version: 1", "version: 2"));
    assertThat(world.health.hasOtherProfiles()).isTrue();
    world.update();
    assertThat(world.health.hasOtherProfiles()).isFalse();
    assertThat(today("smb3").profileVersion()).isEqualTo(2);
    assertThat(world.health.explain("smb3", TODAY, Knowledge.now()).profile().version())
        .isEqualTo(2);
  }

  private static <T> T known(Map<String, T> byAccount, String account) {
    return Objects.requireNonNull(byAccount.get(account));
  }

  private HealthDay today(String account) {
    return world.health.history(account, TODAY, TODAY).getFirst();
  }

  @Test
  void aVersionIsKeptForItsDaysAcrossARestart() {
    customers("smb", 4, TODAY);
    publish(yaml(LINES, 30));
    world.update();
    HealthDay stored = today("smb3");
    publish(yaml(LINES, 90));
    HealthProfiles reloaded = OwnProfiles.load(health(), workspace.definitions());
    assertThat(reloaded.inForce("default").orElseThrow().label()).isEqualTo("default v3");
    assertThat(reloaded.find("default", 2)).contains(world.health.profiles().get("default", 2));
    assertThat(reloaded.find("default", 1)).isPresent();
    assertThat(world.health.explain("smb3", TODAY, Knowledge.now()).score())
        .isEqualTo(stored.score());
  }

  @Test
  void aRetiredProfileLeavesItsDaysAsTheyAreAndTheOneThatShipsComesBack() {
    customers("smb", 4, TODAY);
    publish(yaml(LINES, 30));
    world.noonOf(TODAY.minusDays(1));
    world.update();
    world.noonOf(TODAY);
    assertThatThrownBy(() -> own.retire("default", " ", ANNA)).hasMessageContaining("Say why");
    assertThat(own.isOwn("default")).isTrue();
    own.retire("default", "it was a trial", ANNA);
    assertThat(own.isOwn("default")).isFalse();
    world.update();
    assertThat(today("smb3").profileVersion()).isEqualTo(1);
    LocalDate yesterday = TODAY.minusDays(1);
    assertThat(world.health.history("smb3", yesterday, yesterday).getFirst().profileVersion())
        .isEqualTo(2);
    assertThat(world.health.explain("smb3", yesterday, Knowledge.now()).profile().version())
        .isEqualTo(2);
    assertThat(own.nextVersion("default")).isEqualTo(3);
    assertThat(workspace.audit().about("definition", "HEALTH_PROFILE/default").getFirst().action())
        .isEqualTo("retired");
    assertThatThrownBy(() -> own.retire("default", "again", ANNA))
        .hasMessageContaining("no profile of your own");
  }

  @Test
  void aBacktestOfExactlyTheDraftIsWhatItRestsOn() {
    customers("smb", 4, TODAY);
    Metrics metrics =
        new Metrics(
            world.log,
            ContractCatalogue.load(Optional.empty()),
            new RollupSettings(world.zone, BusinessHours.mondayToFriday(world.zone)));
    Backtests bench = Backtests.open(world.health, metrics, workspace);
    own.save(yaml(LINES, 30), "", 0, ANNA);
    HealthProfile draft = own.check(yaml(LINES, 30));
    bench.keep(bench.run(BacktestRequest.of(draft), Backtests.Progress.NONE), ANNA);
    assertThat(own.tested(draft)).isPresent();

    own.save(yaml(LINES, 40), "", 1, BEN); // the same version, another text
    assertThatThrownBy(() -> own.publish("default", 2, "", ANNA))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("not tested against who left");

    own.save(yaml(LINES, 30), "", 2, BEN);
    HealthProfile published = own.publish("default", 3, "", ANNA);
    assertThat(published).isEqualTo(draft);
    assertThat(own.history("default").getFirst().basis())
        .startsWith("Backtest of " + TODAY)
        .contains("nsufficient");
  }

  @Test
  void publishingNeedsAReasonAndADraftThatNobodyChanged() {
    own.save(yaml(LINES, 30), "", 0, ANNA);
    assertThatThrownBy(() -> own.publish("default", 1, " ", ANNA))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("not tested against who left");
    assertThatThrownBy(() -> own.save(yaml(LINES, 40), "", 0, BEN))
        .hasMessageContaining("holdfast: Anna saved this draft meanwhile");
    own.save(yaml(LINES, 40), "", 1, BEN);
    assertThatThrownBy(() -> own.publish("default", 1, "why not", ANNA))
        .hasMessageContaining("meanwhile");
    assertThat(own.discard("default", ANNA)).isTrue();
    assertThatThrownBy(() -> own.publish("default", 2, "why not", ANNA))
        .hasMessageContaining("discarded meanwhile");
    assertThat(world.health.profiles().get("default", 1))
        .isEqualTo(own.inForce("default").orElseThrow());
    assertThat(Files.exists(health())).isFalse();
  }

  @Test
  void historySaysWhoWhenAndWhatChanged() {
    publish(yaml(LINES, 30));
    publish(
        yaml("steps: [[0.5, 10]], beyond: 90", 40)
            .replace("to: 50}", "to: 55}")
            .replace("from: 50,", "from: 55,"));
    List<OwnProfiles.Published> history = own.history("default");
    assertThat(history).extracting(OwnProfiles.Published::version).containsExactly(3, 2, 1);
    OwnProfiles.Published latest = history.getFirst();
    assertThat(latest.author()).isEqualTo("holdfast: Anna");
    assertThat(latest.at()).isEqualTo(world.clock.instant());
    assertThat(latest.note()).isEqualTo("because");
    assertThat(latest.basis()).contains("no losses to test against yet");
    assertThat(latest.changes())
        .containsExactly(
            "Bands: at risk 0 to 50, healthy 50 to 100 is now at risk 0 to 55, healthy 55 to 100",
            "Reach: curve: straight lines: 0 gives 0, 1 gives 100 is now steps: below 0.5 10, from"
                + " there on 90",
            "Reach: weight 30 (75 %) is now 40 (80 %)");
    assertThat(history.get(1).changes())
        .contains("Recommendation left out; it had the weight 8 (8 %)");
  }

  @Test
  void whatIsInForceCannotBePublishedAgainAndAFileMayNotRewriteAVersion() throws Exception {
    publish(yaml(LINES, 30));
    own.save(yaml(LINES, 30), "", 0, ANNA);
    assertThatThrownBy(() -> own.publish("default", 1, "again", ANNA))
        .hasMessageContaining("nothing to publish");
    Path file = health().resolve("default.yaml");
    Files.writeString(file, Files.readString(file).replace("weight: 30", "weight: 31"));
    assertThatThrownBy(() -> OwnProfiles.load(health(), workspace.definitions()))
        .hasMessageContaining("default.yaml is another profile than default v2 was")
        .hasMessageContaining("set version: 3");
    Files.writeString(file, Files.readString(file).replace("version: 2", "version: 3"));
    assertThat(OwnProfiles.load(health(), workspace.definitions()).latestVersion("default"))
        .isEqualTo(3);
    assertThat(workspace.definitions().history(Kind.HEALTH_PROFILE, "default")).hasSize(2);
  }

  @Test
  void aCopyTakesTheOrderJustBeforeAndOneOfANameIsEnough() {
    own.copy("default", "enterprise", ANNA);
    HealthProfile copy = own.check(own.draft("enterprise").orElseThrow().text());
    assertThat(copy.order()).isEqualTo(999);
    assertThat(copy.label()).isEqualTo("enterprise v1");
    assertThatThrownBy(() -> own.copy("default", "enterprise", BEN))
        .hasMessageContaining("choose another name");
    assertThatThrownBy(() -> own.copy("default", "Un fair/../", BEN))
        .hasMessageContaining("'name' has small letters");
  }

  @Test
  void aPercentileReadsTheSegmentOfTheMonthBeforeAndSaysSo() {
    customers("smb", 40, TODAY);
    customers("mid", 5, TODAY);
    publish(yaml("percentile: segment", 30));
    world.update();
    HealthExplanation.Line best = line(explain("smb39"), "reach");
    assertThat(best.points()).isEqualTo(100);
    assertThat(best.curve())
        .isEqualTo(
            "percentile among 40 values of accounts of segment smb on 2026-02-28, the middle one"
                + " 0.513");
    assertThat(line(explain("smb0"), "reach").points()).isZero();
    HealthExplanation few = explain("mid4");
    assertThat(line(few, "reach").points()).isNull();
    assertThat(line(few, "reach").words())
        .contains("only 5 accounts to compare it with (accounts of segment mid, 2026-02-28), 30");
    assertThat(few.band()).isEqualTo(Band.UNKNOWN); // three quarters of the weight have no data
  }

  @Test
  void lessIsBetterTurnsAPercentileRound() {
    customers("smb", 40, TODAY);
    publish(yaml("percentile: profile", 30).replaceFirst("more_is_better", "less_is_better"));
    world.update();
    assertThat(line(explain("smb39"), "reach").points()).isZero();
    assertThat(line(explain("smb0"), "reach").points()).isEqualTo(100);
  }

  private HealthExplanation explain(String account) {
    return world.health.explain(account, TODAY, Knowledge.now());
  }

  private static HealthExplanation.Line line(HealthExplanation explained, String measure) {
    return explained.groups().stream()
        .flatMap(group -> group.measures().stream())
        .filter(line -> line.name().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theReferenceOfAMonthStaysWhatItWasWhateverIsLearntLater() {
    customers("smb", 40, TODAY);
    publish(yaml("percentile: segment", 30));
    world.update();
    Double points = line(explain("smb20"), "reach").points();
    world.clock.set(world.at(TODAY, 14));
    List<Fact> late = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int person = 0; person < 40; person++) {
        late.add(world.use("smb" + i, TODAY.minusDays(35), "late" + i + person, "n"));
      }
    }
    world.tell(late.toArray(Fact[]::new));
    world.update();
    assertThat(line(explain("smb20"), "reach").points()).isEqualTo(points);
    // one version later it is read anew, with what is known by then
    publish(yaml("percentile: segment", 31));
    world.update();
    assertThat(line(explain("smb20"), "reach").points()).isLessThan(points);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyPastDayReplaysToTheSameAnswerAfterLaterFactsAndAfterAnotherFormula(long seed) {
    Random random = new Random(seed);
    LocalDate first = TODAY.minusDays(45);
    customers("smb", 34, first);
    publish(
        yaml(
            "by_age: [{from: 0, linear: [[0, 0], [0.5, 100]]}, {from: 370, percentile: segment}]",
            10 + random.nextInt(20)));
    int step = 0;
    for (LocalDate day = first; day.isBefore(TODAY); day = day.plusDays(1 + random.nextInt(4))) {
      step++;
      world.noonOf(day);
      Fact[] facts = new Fact[20];
      for (int i = 0; i < facts.length; i++) {
        String id = "smb" + random.nextInt(34);
        facts[i] = world.use(id, day.minusDays(random.nextInt(40)), "q" + random.nextInt(9), "n");
      }
      world.tell(facts);
      if (step % 5 == 0) {
        publish(yaml("percentile: segment", 10 + random.nextInt(1000)));
      }
      world.update();
    }
    world.noonOf(TODAY);
    publish(yaml(LINES, 3));
    world.update();
    List<HealthDay> stored = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      LocalDate day = first.plusDays(random.nextInt(45));
      stored.addAll(world.health.history("smb" + random.nextInt(34), day, day));
    }
    assertThat(stored).hasSizeGreaterThan(8);
    for (HealthDay day : stored) {
      HealthExplanation replayed =
          world.health.explain(day.accountId(), day.day(), Knowledge.asOf(day.computedAt()));
      assertThat(replayed.score()).as("seed %d, %s", seed, day).isEqualTo(day.score());
      assertThat(replayed.profile().version()).isEqualTo(day.profileVersion());
      HealthExplanation recorded =
          known(
              world.health.recorded(List.of(day.accountId()), day.day(), Optional.empty()),
              day.accountId());
      assertThat(recorded.score()).isEqualTo(day.score());
      long sum =
          replayed.groups().stream()
              .flatMap(group -> group.measures().stream())
              .mapToLong(
                  line -> line.contribution() == null ? 0 : Math.round(line.contribution() * 1000))
              .sum();
      assertThat(day.score() == null ? 0 : Math.round(day.score() * 1000)).isEqualTo(sum);
    }
    assertThat(stored.stream().map(HealthDay::profileVersion).distinct().count()).isGreaterThan(1);
  }

  @Test
  void aPreviewCountsWhatWouldChangeAndPublishingBringsExactlyThat() {
    customers("smb", 40, TODAY);
    customers("mid", 6, TODAY);
    world.update();
    Map<String, HealthDay> before = world.health.onDay(TODAY);
    String draft =
        yaml(LINES, 30)
            .replace("name: default", "name: small")
            .replace("\"true\"", "segment == \"smb\" && age_days > 0")
            .replace("order: 1000", "order: 500");
    ProfilePreview preview = own.preview(draft);
    assertThat(preview.accounts()).isEqualTo(40);
    assertThat(preview.entering()).isEqualTo(40);
    assertThat(preview.leaving()).isZero();
    own.save(draft, "", 0, ANNA);
    own.publish("small", 1, "trying", ANNA);
    world.update();
    Map<String, HealthDay> after = world.health.onDay(TODAY);
    for (ProfilePreview.Counts counts : preview.bands()) {
      assertThat(counts.after())
          .as(counts.band().word())
          .isEqualTo(
              after.values().stream()
                  .filter(day -> day.profile().equals("small") && day.band() == counts.band())
                  .count());
    }
    assertThat(preview.changing())
        .isEqualTo(
            after.values().stream()
                .filter(day -> known(before, day.accountId()).band() != day.band())
                .count())
        .isPositive();
    for (ProfilePreview.Mover mover : preview.movers()) {
      assertThat(mover.after()).isEqualTo(known(after, mover.accountId()).score());
      assertThat(mover.before()).isEqualTo(known(before, mover.accountId()).score());
    }
    assertThat(preview.bins().stream().mapToLong(ProfilePreview.Bin::after).sum()).isEqualTo(40);
    ProfilePreview.Spread reach = preview.measures().getFirst();
    assertThat(reach.coverage()).isEqualTo(1);
    assertThat(reach.low()).isLessThan(reach.high());
    assertThat(reach.bins().stream().mapToLong(n -> n).sum()).isEqualTo(40);
  }

  @Test
  void aTrialOnOneAccountStandsBesideThePublishedScoreAndSaysWhoWouldTakeIt() {
    customers("smb", 12, TODAY);
    world.update();
    String draft = yaml(LINES, 30);
    ProfileTrial trial = own.trial(draft, "smb5");
    assertThat(trial.published().score()).isEqualTo(today("smb5").score());
    assertThat(trial.taken()).isTrue();
    publish(draft);
    world.update();
    assertThat(trial.draft().score()).isEqualTo(today("smb5").score());
    assertThat(
            own.trial(
                    draft
                        .replace("\"true\"", "tier == \"gold\"")
                        .replace("name: default", "name: gold")
                        .replace("order: 1000", "order: 7"),
                    "smb5")
                .taken())
        .isFalse();
    assertThatThrownBy(() -> own.trial(draft, "nobody")).hasMessageContaining("nobody");
  }

  @Test
  void anExplanationSaysWhyNoEarlierProfileTookTheAccount() {
    customers("smb", 1, TODAY);
    world.update();
    List<HealthExplanation.Tried> tried = explain("smb0").profile().tried();
    assertThat(tried)
        .extracting(HealthExplanation.Tried::name)
        .containsExactly("onboarding", "default");
    assertThat(tried.getFirst().takes()).isFalse();
    assertThat(tried.getFirst().reason())
        .isEqualTo("does not take it: lifecycle is active, age_days is 400");
    assertThat(tried.getLast().reason()).isEqualTo("takes it, because no earlier profile takes it");
    publish(yaml(LINES, 5));
    // the day was scored by a version that is not in force any more
    assertThat(explain("smb0").profile().tried()).isEmpty();
  }
}
