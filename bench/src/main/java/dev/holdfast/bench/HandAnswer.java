package dev.holdfast.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hand-written query says of a month.
 *
 * @param month its first day
 * @param n size of the sample
 * @param numerator what was counted; null where the query does not say
 * @param denominator what it was divided by; null where the query does not say
 * @param value the number; null where there is nothing to divide by
 */
record HandAnswer(
    LocalDate month,
    long n,
    @Nullable Double numerator,
    @Nullable Double denominator,
    @Nullable Double value) {

  /** Runs a query that has these columns and reads all of it. */
  static List<HandAnswer> ask(Connection connection, String query) throws SQLException {
    List<HandAnswer> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(typed(query))) {
      while (rows.next()) {
        answers.add(
            new HandAnswer(
                rows.getObject(1, LocalDate.class),
                rows.getLong(2),
                number(rows, 3),
                number(rows, 4),
                number(rows, 5)));
      }
    }
    return answers;
  }

  private static String typed(String query) {
    return "select cast(month as date), cast(n as bigint), cast(numerator as double precision),"
        + " cast(denominator as double precision), cast(value as double precision) from (\n"
        + query
        + ") answered order by 1";
  }

  private static @Nullable Double number(ResultSet rows, int column) throws SQLException {
    double number = rows.getDouble(column);
    return rows.wasNull() ? null : number;
  }
}
