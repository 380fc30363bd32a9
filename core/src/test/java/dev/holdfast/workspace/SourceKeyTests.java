package dev.holdfast.workspace;

import static dev.holdfast.workspace.Sources.GRACE;
import static dev.holdfast.workspace.WorkspaceFixture.START;
import static dev.holdfast.workspace.WorkspaceFixture.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.Sources.Known;
import dev.holdfast.workspace.Sources.Refused;
import dev.holdfast.workspace.Sources.Why;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceKeyTests {

  /** What a column can hold of the start. */
  private static final Instant FIRST = START.truncatedTo(ChronoUnit.MICROS);

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private WorkspaceFixture fixture;
  private Source crm;
  private NewKey old;

  @BeforeEach
  void open() {
    fixture = new WorkspaceFixture(folder);
    crm = sources().add("crm", TEST);
    old = sources().newKey(crm.id(), TEST);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Sources sources() {
    return fixture.workspace.sources();
  }

  private WriteKey listed(NewKey key) {
    return sources().find(crm.id()).keys().stream()
        .filter(one -> one.id().equals(key.key().id()))
        .findFirst()
        .orElseThrow();
  }

  private void assertWorks(NewKey key) {
    assertThat(sources().check(key.secret())).isEqualTo(new Known("crm", key.key().id()));
    assertThat(listed(key).worksAt(fixture.clock.instant())).isTrue();
  }

  private void assertEnded(NewKey key) {
    assertThat(sources().check(key.secret())).isEqualTo(new Refused(Why.REVOKED));
    assertThat(listed(key).worksAt(fixture.clock.instant())).isFalse();
  }

  @Test
  void aRotatedKeyWorksUntilItsGraceIsOver() {
    NewKey next = sources().rotate(old.key().id(), TEST);
    assertThat(listed(old).endsAt()).contains(FIRST.plus(GRACE));
    for (Instant at = FIRST; at.isBefore(FIRST.plus(GRACE)); at = at.plus(DAY)) {
      fixture.clock.set(at);
      assertWorks(old);
      assertWorks(next);
    }
    fixture.clock.set(FIRST.plus(GRACE).minusNanos(1));
    assertWorks(old);
    fixture.clock.set(FIRST.plus(GRACE));
    assertEnded(old);
    assertWorks(next);
    fixture.clock.set(FIRST.plus(GRACE.multipliedBy(99)));
    assertEnded(old);
    assertWorks(next);
  }

  @Test
  void theGraceGoesOnOverARestart() {
    sources().rotate(old.key().id(), TEST);
    fixture.reopen();
    assertWorks(old);
    fixture.clock.set(FIRST.plus(GRACE));
    assertEnded(old);
  }

  @Test
  void rotatingAgainDoesNotProlongTheGrace() {
    sources().rotate(old.key().id(), TEST);
    fixture.clock.set(FIRST.plus(DAY));
    NewKey third = sources().rotate(old.key().id(), TEST);
    assertThat(listed(old).endsAt()).contains(FIRST.plus(GRACE));
    assertWorks(third);
    fixture.clock.set(FIRST.plus(GRACE));
    assertEnded(old);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndTheOthersWork() {
    NewKey other = sources().newKey(crm.id(), TEST);
    sources().revoke(old.key().id(), TEST);
    assertEnded(old);
    assertWorks(other);
  }

  @Test
  void revokingEndsTheGraceToo() {
    NewKey next = sources().rotate(old.key().id(), TEST);
    fixture.clock.set(FIRST.plus(DAY));
    sources().revoke(old.key().id(), TEST);
    assertThat(listed(old).endsAt()).contains(FIRST.plus(DAY));
    assertEnded(old);
    assertWorks(next);
  }

  @Test
  void aKeyThatHasEndedIsNeitherRotatedNorRevoked() {
    NewKey next = sources().rotate(old.key().id(), TEST);
    sources().revoke(next.key().id(), TEST);
    fixture.clock.set(FIRST.plus(GRACE));
    int audited = fixture.workspace.audit().latest(100).size();
    for (NewKey ended : List.of(old, next)) {
      assertHasEnded(() -> sources().rotate(ended.key().id(), TEST), ended);
      assertHasEnded(() -> sources().revoke(ended.key().id(), TEST), ended);
    }
    assertThat(sources().find(crm.id()).keys()).as("no key was made").hasSize(2);
    assertThat(fixture.workspace.audit().latest(100)).hasSize(audited);
  }

  private static void assertHasEnded(Runnable change, NewKey key) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessage("The key ..." + key.key().hint() + " has ended already.");
  }
}
