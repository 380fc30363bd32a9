package dev.holdfast.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTests {

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
  void keepsAWriteAheadLog() throws Exception {
    assertThat(fixture.first("PRAGMA journal_mode")).isEqualTo("wal");
  }

  @Test
  void everyCommitReachesTheDiskAndReferencesAreEnforced() {
    SqliteStore sqlite = SqliteStore.open(folder.resolve("other.db"));
    try (sqlite) {
      assertThat(
              sqlite.<Integer>write(dsl -> dsl.fetchSingle("PRAGMA synchronous").into(int.class)))
          .as("2 is FULL")
          .isEqualTo(2);
      assertThat(
              sqlite.<Integer>write(dsl -> dsl.fetchSingle("PRAGMA foreign_keys").into(int.class)))
          .isEqualTo(1);
      assertThatThrownBy(() -> sqlite.read(dsl -> dsl.execute("DELETE FROM web_session")))
          .as("readers cannot write")
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    User added = fixture.add("Ana@Example.com", Role.CSM, "north", "ana");
    fixture.reopen();
    assertThat(fixture.workspace.users().all()).containsExactly(added);
  }

  @Test
  void aFileCopiedWhileOpenHoldsEveryFinishedChange() throws Exception {
    User added = fixture.add("ana@example.com", Role.CSM, "north", "ana");
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (String part : List.of("workspace.db", "workspace.db-wal")) {
      Files.copy(folder.resolve(part), copy.resolve(part));
    }
    try (Workspace other = Workspace.open(copy.resolve("workspace.db"), fixture.clock)) {
      assertThat(other.users().all()).containsExactly(added);
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path missing = folder.resolve("missing").resolve("workspace.db");
    assertThatThrownBy(() -> Workspace.open(missing, Clocks.system()))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void manyThreadsMayWriteAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<User>> people =
          IntStream.range(0, 40)
              .<Callable<User>>mapToObj(n -> () -> fixture.add("p" + n, Role.CSM, "north", "p" + n))
              .toList();
      for (var added : threads.invokeAll(people)) {
        assertThat(added.get().active()).isTrue();
      }
    }
    assertThat(fixture.workspace.users().all()).hasSize(40);
    assertThat(fixture.workspace.audit().latest(100)).hasSize(40);
  }

  @Test
  void theDatabaseItselfRefusesToChangeTheAudit() {
    fixture.add("ana@example.com", Role.CSM, "north", "ana");
    assertThatThrownBy(() -> fixture.sql("UPDATE audit SET actor = 'nobody'"))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> fixture.sql("DELETE FROM audit")).hasMessageContaining("append-only");
    assertThat(fixture.workspace.audit().latest(10)).hasSize(1);
  }

  @Test
  void theAuditHoldsBeforeAndAfterButNoPassword() {
    User ana = fixture.add("ana@example.com", Role.CSM, "north", "ana");
    fixture.workspace.users().setPasswordHash(ana.id(), "$argon2id$secret", WorkspaceFixture.TEST);
    fixture
        .workspace
        .users()
        .change(ana.id(), Role.MANAGER, Scope.TEAM, "south", "ana", WorkspaceFixture.TEST);
    List<Audit.Entry> entries = fixture.workspace.audit().about("user", "1");
    assertThat(entries)
        .extracting(Audit.Entry::action)
        .containsExactly("changed", "set password", "added");
    assertThat(entries.getFirst().beforeJson()).contains("\"role\":\"CSM\"", "\"team\":\"north\"");
    assertThat(entries.getFirst().afterJson()).contains("\"role\":\"MANAGER\"", "south");
    assertThat(entries.toString()).doesNotContain("secret");
  }

  @Test
  void aChangeThatFailsLeavesNoAuditEntry() {
    fixture.add("ana@example.com", Role.CSM, "north", "ana");
    assertThatThrownBy(() -> fixture.add("ANA@example.com", Role.ADMIN, "north", "ana"))
        .hasMessageContaining("already");
    assertThat(fixture.workspace.audit().latest(10)).hasSize(1);
  }
}
