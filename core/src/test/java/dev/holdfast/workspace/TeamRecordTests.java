package dev.holdfast.workspace;

import static dev.holdfast.workspace.WorkspaceFixture.START;
import static dev.holdfast.workspace.WorkspaceFixture.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.workspace.Definitions.Kind;
import dev.holdfast.workspace.HealthJudgements.Layer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamRecordTests {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private WorkspaceFixture fixture;

  @BeforeEach
  void open() {
    fixture = new WorkspaceFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aDefinitionKeepsAllItsVersions() {
    Definitions definitions = fixture.workspace.definitions();
    definitions.save(Kind.METRIC, "nps", "one", TEST);
    fixture.clock.set(START.plus(DAY));
    definitions.save(Kind.METRIC, "nps", "two", TEST);
    definitions.save(Kind.METRIC, "csat", "other", TEST);
    definitions.save(Kind.HEALTH_PROFILE, "nps", "not a metric", TEST);
    assertThat(definitions.history(Kind.METRIC, "nps"))
        .extracting(Definitions.Version::version, Definitions.Version::text)
        .containsExactly(tuple(2, "two"), tuple(1, "one"));
    assertThat(definitions.asOf(Kind.METRIC, START))
        .extracting(Definitions.Version::text)
        .containsExactly("one");
    assertThat(definitions.asOf(Kind.METRIC, START.plus(DAY)))
        .extracting(Definitions.Version::name, Definitions.Version::text)
        .containsExactly(tuple("csat", "other"), tuple("nps", "two"));
    assertThat(definitions.find(Kind.METRIC, "nps", 1)).isPresent();
    assertThat(definitions.find(Kind.METRIC, "nps", 3)).isEmpty();
  }

  @Test
  void savingTheSameTextMakesNoNewVersion() {
    Definitions definitions = fixture.workspace.definitions();
    Definitions.Version first = definitions.save(Kind.METRIC, "nps", "one", TEST);
    assertThat(definitions.save(Kind.METRIC, "nps", "one", TEST)).isEqualTo(first);
  }

  @Test
  void theDatabaseItselfRefusesToChangeAVersion() {
    fixture.workspace.definitions().save(Kind.METRIC, "nps", "one", TEST);
    assertThatThrownBy(() -> fixture.sql("UPDATE definition_version SET text = 'x'"))
        .hasMessageContaining("never changed");
    assertThatThrownBy(() -> fixture.sql("DELETE FROM definition_version"))
        .hasMessageContaining("never removed");
  }

  @Test
  void anOverrideHoldsUntilItExpires() {
    HealthJudgements judgements = fixture.workspace.healthJudgements();
    judgements.set(Layer.OVERRIDE, "acme", "at_risk", "sponsor left", START.plus(DAY), TEST);
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START)).isPresent();
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START.minusSeconds(1))).isEmpty();
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START.plus(DAY))).isEmpty();
    assertThat(judgements.inForce(Layer.OVERRIDE, START)).hasSize(1);
  }

  @Test
  void aNewOverrideTakesThePlaceOfTheOldAndThePastStays() {
    HealthJudgements judgements = fixture.workspace.healthJudgements();
    judgements.set(
        Layer.OVERRIDE, "acme", "at_risk", "sponsor left", START.plus(DAY.multipliedBy(9)), TEST);
    fixture.clock.set(START.plus(DAY));
    judgements.set(
        Layer.OVERRIDE, "acme", "watch", "sponsor is back", START.plus(DAY.multipliedBy(9)), TEST);
    fixture.clock.set(START.plus(DAY.multipliedBy(2)));
    judgements.end(Layer.OVERRIDE, "acme", TEST);
    judgements.end(Layer.OVERRIDE, "acme", TEST);
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START).orElseThrow().value())
        .isEqualTo("at_risk");
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START.plus(DAY)).orElseThrow().value())
        .isEqualTo("watch");
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START.plus(DAY.multipliedBy(2))))
        .isEmpty();
    assertThat(judgements.history("acme")).hasSize(2);
    assertThat(fixture.workspace.audit().about("health override", "acme"))
        .extracting(Audit.Entry::action)
        .containsExactly("ended", "set", "set");
  }

  @Test
  void anOverrideNeedsAReasonAndAnEnd() {
    HealthJudgements judgements = fixture.workspace.healthJudgements();
    assertThatThrownBy(
            () -> judgements.set(Layer.OVERRIDE, "acme", "watch", " ", START.plus(DAY), TEST))
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> judgements.set(Layer.OVERRIDE, "acme", "watch", "why", START, TEST))
        .hasMessageContaining("future");
    assertThatThrownBy(
            () -> judgements.set(Layer.OVERRIDE, "acme", "good", "why", START.plus(DAY), TEST))
        .hasMessageContaining("at_risk, watch, healthy");
  }

  @Test
  void aPulseAndAnOverrideStandBesideEachOther() {
    HealthJudgements judgements = fixture.workspace.healthJudgements();
    judgements.set(Layer.OVERRIDE, "acme", "at_risk", "sponsor left", START.plus(DAY), TEST);
    judgements.set(Layer.PULSE, "acme", "good", "they smile", START.plus(DAY), TEST);
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START).orElseThrow().value())
        .isEqualTo("at_risk");
    assertThat(judgements.inForce(Layer.PULSE, "acme", START).orElseThrow().value())
        .isEqualTo("good");
    judgements.end(Layer.PULSE, "acme", TEST);
    assertThat(judgements.inForce(Layer.PULSE, "acme", START)).isEmpty();
    assertThat(judgements.inForce(Layer.OVERRIDE, "acme", START)).isPresent();
    assertThat(judgements.all(Layer.PULSE)).hasSize(1);
  }

  @Test
  void theLastMarkOfAnAccountCounts() {
    WorklistMarks marks = fixture.workspace.worklistMarks();
    marks.close("acme", "called them", TEST);
    marks.snooze("bolt", START.plus(DAY.multipliedBy(2)), "on holiday", TEST);
    fixture.clock.set(START.plus(DAY));
    marks.reopen("acme", TEST);
    assertThat(marks.inForce(START))
        .extracting(WorklistMarks.Mark::accountId)
        .containsExactly("acme", "bolt");
    assertThat(marks.inForce(START.plus(DAY)))
        .extracting(WorklistMarks.Mark::accountId)
        .containsExactly("bolt");
    assertThat(marks.inForce(START.plus(DAY.multipliedBy(2)))).isEmpty();
    assertThat(marks.history("acme"))
        .extracting(WorklistMarks.Mark::kind)
        .containsExactly(WorklistMarks.Kind.REOPENED, WorklistMarks.Kind.CLOSED);
    assertThatThrownBy(() -> marks.snooze("acme", START, "past", TEST))
        .hasMessageContaining("future");
  }

  @Test
  void viewsAreSeenByTheirOwnerAndWhenSharedByAll() {
    User ana = fixture.add("ana", Role.CSM, "north", "ana");
    User bo = fixture.add("bo", Role.CSM, "north", "bo");
    SavedViews views = fixture.workspace.savedViews();
    views.save(ana.id(), "/accounts", "mine", "band=risk", false);
    SavedViews.View shared = views.save(ana.id(), "/accounts", "all", "sort=arr", true);
    SavedViews.View replaced = views.save(ana.id(), "/accounts", "mine", "band=watch", false);
    assertThat(views.visible(ana.id(), "/accounts")).containsExactly(shared, replaced);
    assertThat(views.visible(bo.id(), "/accounts")).containsExactly(shared);
    assertThat(views.find(bo.id(), replaced.id())).isEmpty();
    views.remove(bo.id(), shared.id());
    assertThat(views.find(bo.id(), shared.id())).as("only the owner removes").isPresent();
    views.remove(ana.id(), shared.id());
    assertThat(views.find(bo.id(), shared.id())).isEmpty();
  }
}
