package dev.holdfast.workspace;

import dev.holdfast.base.Clocks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workspace in a temporary folder with a clock that stands still until it is set. */
final class WorkspaceFixture implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-03T09:00:00.123456789Z");
  static final Actor TEST = Actor.holdfast("test");

  final Path file;
  final Clocks.SettableClock clock = Clocks.settable(START);
  Workspace workspace;

  WorkspaceFixture(Path folder) {
    this.file = folder.resolve("workspace.db");
    this.workspace = Workspace.open(file, clock);
  }

  void reopen() {
    workspace.close();
    workspace = Workspace.open(file, clock);
  }

  User add(String signInName, Role role, @Nullable String team, @Nullable String csmId) {
    return workspace.users().add(NewUser.of(signInName, signInName, role, team, csmId), TEST);
  }

  /** Runs SQL beside the workspace, as an administrator with a shell would. */
  void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  String first(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement run = connection.createStatement();
        ResultSet rows = run.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
