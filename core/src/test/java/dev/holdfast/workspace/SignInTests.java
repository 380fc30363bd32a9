package dev.holdfast.workspace;

import static dev.holdfast.workspace.WorkspaceFixture.START;
import static dev.holdfast.workspace.WorkspaceFixture.TEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.Sessions.Proof;
import dev.holdfast.workspace.SignInAttempts.Allowed;
import dev.holdfast.workspace.SignInAttempts.LockedOut;
import dev.holdfast.workspace.SignInAttempts.Permit;
import dev.holdfast.workspace.SignInLinks.Accepted;
import dev.holdfast.workspace.SignInLinks.Refused;
import dev.holdfast.workspace.SignInLinks.Why;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTests {

  private static final String ADDRESS = "192.0.2.1";

  @TempDir Path folder;
  private WorkspaceFixture fixture;
  private User ana;

  @BeforeEach
  void open() {
    fixture = new WorkspaceFixture(folder);
    ana = fixture.add("ana@example.com", Role.CSM, "north", "ana");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aSessionOutlivesARestart() {
    String token = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.reopen();
    assertThat(fixture.workspace.sessions().person(token)).contains(SignedIn.of(ana));
  }

  @Test
  void noSecretIsKeptInTheFile() throws Exception {
    String token = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    String link = fixture.workspace.signInLinks().issue(ana.id(), Duration.ofHours(1), TEST);
    assertThat(fixture.first("SELECT token_hash FROM web_session")).hasSize(64).isNotEqualTo(token);
    assertThat(fixture.first("SELECT token_hash FROM sign_in_link")).hasSize(64).isNotEqualTo(link);
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() {
    String token = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.clock.set(START.plus(Sessions.IDLE).minusSeconds(1));
    assertThat(fixture.workspace.sessions().person(token)).isPresent();
    fixture.clock.set(START.plus(Sessions.IDLE.multipliedBy(2)).minusSeconds(2));
    assertThat(fixture.workspace.sessions().person(token)).as("use prolongs it").isPresent();
    fixture.clock.set(START.plus(Sessions.IDLE.multipliedBy(3)));
    assertThat(fixture.workspace.sessions().person(token)).isEmpty();
  }

  @Test
  void aSessionEndsAfterItsLongestTimeHoweverMuchItIsUsed() {
    String token = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    for (Duration at = Duration.ZERO;
        at.compareTo(Sessions.LONGEST) < 0;
        at = at.plus(Duration.ofHours(12))) {
      fixture.clock.set(START.plus(at));
      assertThat(fixture.workspace.sessions().person(token)).as(at.toString()).isPresent();
    }
    fixture.clock.set(START.plus(Sessions.LONGEST));
    assertThat(fixture.workspace.sessions().person(token)).isEmpty();
  }

  @Test
  void signingOutEndsOneSessionOnly() {
    String office = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    String phone = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.workspace.sessions().end(office);
    assertThat(fixture.workspace.sessions().person(office)).isEmpty();
    assertThat(fixture.workspace.sessions().person(phone)).isPresent();
  }

  @Test
  void aNewPasswordOrKeepingOutEndsAllSessions() {
    String before = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.workspace.users().setPasswordHash(ana.id(), "hash", TEST);
    assertThat(fixture.workspace.sessions().person(before)).isEmpty();
    assertThat(fixture.workspace.users().passwordHash("ANA@example.com ")).contains("hash");
    String after = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.workspace.users().setActive(ana.id(), false, TEST);
    assertThat(fixture.workspace.sessions().person(after)).isEmpty();
    assertThat(fixture.workspace.users().passwordHash("ana@example.com")).isEmpty();
  }

  @Test
  void aSessionShowsAChangeOfRoleAtOnce() {
    String token = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    fixture.workspace.users().change(ana.id(), Role.VIEWER, Scope.ALL, null, null, TEST);
    assertThat(fixture.workspace.sessions().person(token))
        .hasValueSatisfying(person -> assertThat(person.role()).isEqualTo(Role.VIEWER));
  }

  @Test
  void onlyAFreshLinkAllowsANewPasswordWithoutTheOld() {
    String password = fixture.workspace.sessions().open(ana.id(), Proof.PASSWORD);
    String link = fixture.workspace.sessions().open(ana.id(), Proof.LINK);
    assertThat(fixture.workspace.sessions().cameByLink(password)).isFalse();
    assertThat(fixture.workspace.sessions().cameByLink(link)).isTrue();
    fixture.clock.set(START.plus(Sessions.LINK_TRUST));
    assertThat(fixture.workspace.sessions().cameByLink(link)).isFalse();
  }

  @Test
  void aLinkWorksOnceAndLookingDoesNotUseItUp() {
    SignInLinks links = fixture.workspace.signInLinks();
    String token = links.issue(ana.id(), Duration.ofHours(1), TEST);
    assertThat(links.look(token)).isEqualTo(new Accepted(ana));
    assertThat(links.use(token)).isEqualTo(new Accepted(ana));
    assertThat(links.use(token)).isEqualTo(new Refused(Why.USED));
    assertThat(links.use("made-up")).isEqualTo(new Refused(Why.UNKNOWN));
  }

  @Test
  void aLinkExpiresAndANewOneReplacesTheOld() {
    SignInLinks links = fixture.workspace.signInLinks();
    String old = links.issue(ana.id(), Duration.ofHours(1), TEST);
    String next = links.issue(ana.id(), Duration.ofHours(1), TEST);
    assertThat(links.use(old)).isEqualTo(new Refused(Why.EXPIRED));
    fixture.clock.set(START.plus(Duration.ofHours(1)));
    assertThat(links.use(next)).isEqualTo(new Refused(Why.EXPIRED));
  }

  @Test
  void fiveFailuresLockAName() {
    SignInAttempts attempts = fixture.workspace.signInAttempts();
    for (int failure = 0; failure < SignInAttempts.NAME_FAILURES; failure++) {
      fixture.clock.set(START.plusSeconds(failure));
      assertThat(attempts.begin("ana@example.com", ADDRESS)).isInstanceOf(Allowed.class);
    }
    assertThat(attempts.begin("ANA@example.com", "192.0.2.77"))
        .isEqualTo(new LockedOut(SqliteStore.storable(START).plus(SignInAttempts.WINDOW)));
    assertThat(attempts.begin("bo@example.com", ADDRESS)).isInstanceOf(Allowed.class);
    fixture.clock.set(START.plus(SignInAttempts.WINDOW));
    assertThat(attempts.begin("ana@example.com", ADDRESS)).isInstanceOf(Allowed.class);
  }

  @Test
  void guessingManyNamesLocksTheAddress() {
    SignInAttempts attempts = fixture.workspace.signInAttempts();
    for (int name = 0; name < SignInAttempts.ADDRESS_FAILURES; name++) {
      assertThat(attempts.begin("guess" + name, ADDRESS)).isInstanceOf(Allowed.class);
    }
    assertThat(attempts.begin("one more", ADDRESS)).isInstanceOf(LockedOut.class);
    assertThat(attempts.begin("one more", "192.0.2.2")).isInstanceOf(Allowed.class);
  }

  @Test
  void successForgivesTheNameItsFailures() {
    SignInAttempts attempts = fixture.workspace.signInAttempts();
    for (int round = 0; round < 3; round++) {
      for (int failure = 1; failure < SignInAttempts.NAME_FAILURES; failure++) {
        attempts.begin("ana@example.com", ADDRESS);
      }
      Permit last = attempts.begin("ana@example.com", ADDRESS);
      assertThat(last).isInstanceOf(Allowed.class);
      attempts.succeeded((Allowed) last);
    }
  }

  @Test
  void manyGuessesAtOnceCannotSlipPastTheCount() throws Exception {
    SignInAttempts attempts = fixture.workspace.signInAttempts();
    List<Callable<Permit>> guesses =
        IntStream.range(0, 40)
            .<Callable<Permit>>mapToObj(
                n -> () -> attempts.begin("ana@example.com", "192.0.2." + n))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      long allowed = 0;
      for (var guess : threads.invokeAll(guesses)) {
        allowed += guess.get() instanceof Allowed ? 1 : 0;
      }
      assertThat(allowed).isEqualTo(SignInAttempts.NAME_FAILURES);
    }
  }

  @Test
  void theUsualScopeFollowsTheRole() {
    for (Role role : Role.values()) {
      Scope usual =
          switch (role) {
            case ADMIN, LEADER, FINANCE, VIEWER -> Scope.ALL;
            case MANAGER -> Scope.TEAM;
            case CSM, REP -> Scope.OWN;
          };
      User added = fixture.add(role.name().toLowerCase(Locale.ROOT), role, "east", null);
      assertThat(added.scope()).as(role.name()).isEqualTo(usual);
    }
  }

  @Test
  void theRecordScopeSaysWhichAccountsAndWhy() {
    User bo = fixture.add("bo", Role.CSM, "north", "bo");
    User cleo = fixture.add("cleo", Role.MANAGER, "north", null);
    User dan = fixture.add("dan", Role.MANAGER, null, null);
    User eva = fixture.add("eva", Role.LEADER, null, null);
    fixture.add("fay", Role.CSM, "south", "fay");
    Users users = fixture.workspace.users();
    assertThat(users.recordScope(SignedIn.of(eva)).sees(null)).isTrue();
    RecordScope own = users.recordScope(SignedIn.of(bo));
    assertThat(List.of(own.sees("bo"), own.sees("ana"))).containsExactly(true, false);
    assertThat(own.sees(null)).isFalse();
    RecordScope team = users.recordScope(SignedIn.of(cleo));
    assertThat(team)
        .isInstanceOfSatisfying(
            RecordScope.OnlyOf.class,
            only -> assertThat(only.sorted()).containsExactly("ana", "bo"));
    assertThat(team.reason()).isEqualTo("You see the accounts of team north.");
    assertThat(users.recordScope(SignedIn.of(dan)).sees("ana")).isFalse();
  }
}
