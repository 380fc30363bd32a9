package dev.holdfast.bench;

import dev.holdfast.app.Settings;
import dev.holdfast.base.Period;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * DuckDB on Holdfast's own file: the hand-written queries read the same facts and rollups, and a
 * few small tables made for them, which are dropped when closed.
 */
final class DuckRival implements Rival {

  static final String NAME = "duckdb";

  private static final String SCHEMA = "by_hand";

  private final Connection connection;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<String, Object> about = new LinkedHashMap<>();

  private DuckRival(Connection connection) {
    this.connection = connection;
  }

  /** Opens the file, which no Holdfast may have open, with Holdfast's own memory and threads. */
  static DuckRival open(Settings settings, Period year) {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", settings.warehouse().memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.warehouse().threads()));
    try {
      DuckRival rival =
          new DuckRival(
              DriverManager.getConnection("jdbc:duckdb:" + settings.warehouseFile(), properties));
      try {
        rival.prepare(year, properties);
        return rival;
      } catch (SQLException e) {
        rival.connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Rival.failed(NAME, e);
    }
  }

  private void prepare(Period year, Properties properties) throws SQLException {
    Rival.run(
        connection,
        List.of(
            "drop schema if exists " + SCHEMA + " cascade",
            "create schema " + SCHEMA,
            "set search_path = '" + SCHEMA + ",main'"));
    long start = System.nanoTime();
    Rival.run(connection, HandQuestions.stepTables(year));
    Rival.run(connection, HandQuestions.statements("stretches.sql"));
    seconds.put("tables", (System.nanoTime() - start) / 1e9);
    about.put("version", connection.getMetaData().getDatabaseProductVersion());
    about.put("settings", properties);
    about.put(
        "tables",
        "Holdfast's facts and rollups in its own file; stretches of subscriptions and ignored accounts"
            + " made beforehand, which Holdfast works out with each question");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> about() {
    return about;
  }

  @Override
  public Map<String, Double> seconds() {
    return seconds;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    try (connection) {
      Rival.run(
          connection, List.of("set search_path = 'main'", "drop schema " + SCHEMA + " cascade"));
    } catch (SQLException e) {
      throw Rival.failed(NAME, e);
    }
  }
}
