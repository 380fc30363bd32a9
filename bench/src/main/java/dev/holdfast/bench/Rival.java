package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Another engine that is asked the same questions by hand. */
interface Rival extends AutoCloseable {

  String name();

  /** Its version, its settings and what else must be known to judge its times. */
  Map<String, Object> about();

  /** How long it took to make ready, by step. */
  Map<String, Double> seconds();

  Connection connection();

  @Override
  void close();

  /** The answer to a hand-written query. */
  default List<HandAnswer> ask(String query) {
    try {
      return HandAnswer.ask(connection(), query);
    } catch (SQLException e) {
      throw failed(name(), e);
    }
  }

  /** Runs statements one after the other. */
  static void run(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static HoldfastException failed(String name, SQLException e) {
    return new HoldfastException(
        ErrorCode.STORE_FAILED,
        "the hand-written queries failed on " + name + ": " + e.getMessage(),
        e);
  }
}
