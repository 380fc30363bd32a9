package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.DAY;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.holdfast.health.Band;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads the recorded health of accounts. */
final class HealthQueries {

  /** Days over which a change of health is told. */
  static final int CHANGE_DAYS = 30;

  /** How far back the start of a band is looked for. */
  private static final int SINCE_DAYS = 180;

  private static final Table<?> HEALTH_DAY = table(name("health_day"));
  private static final Field<Double> SCORE = field(name("score"), SQLDataType.DOUBLE);
  private static final Field<String> BAND = text("band");
  private static final Field<Double> COVERAGE = field(name("coverage"), SQLDataType.DOUBLE);
  private static final Field<Long> VERSION = Columns.number("profile_version");

  private HealthQueries() {}

  /** The last day up to the one shown on which health is recorded. */
  static Optional<LocalDate> lastDay(Look look) {
    return Optional.ofNullable(
        look.sql()
            .select(max(DAY))
            .from(HEALTH_DAY)
            .where(DAY.le(look.view().day()))
            .fetchOne(0, LocalDate.class));
  }

  /** The health of accounts in sight on the last recorded day, by account. */
  static Map<String, HealthMark> marks(Look look) {
    Optional<LocalDate> last = lastDay(look);
    if (last.isEmpty()) {
      return Map.of();
    }
    LocalDate day = last.get();
    LocalDate before = day.minusDays(CHANGE_DAYS);
    Map<String, LocalDate> since = bandSince(look, day);
    Condition now = DAY.eq(day);
    Map<String, HealthMark> marks = new HashMap<>();
    look.sql()
        .select(
            ACCOUNT_ID,
            max(SCORE).filterWhere(now),
            max(BAND).filterWhere(now),
            max(COVERAGE).filterWhere(now),
            max(SCORE).filterWhere(now.not()),
            max(BAND).filterWhere(now.not()))
        .from(HEALTH_DAY)
        .where(DAY.in(day, before))
        .and(look.inSight())
        .groupBy(ACCOUNT_ID)
        .having(max(BAND).filterWhere(now).isNotNull())
        .forEach(row -> {
          @Nullable Double score = row.value2();
          @Nullable Double earlier = row.value5();
          @Nullable String bandBefore = row.value6();
          marks.put(
              row.value1(),
              new HealthMark(
                  band(row.value3()),
                  score,
                  score == null || earlier == null ? null : score - earlier,
                  row.value4(),
                  bandBefore == null ? null : band(bandBefore),
                  since.getOrDefault(row.value1(), day)));
        });
    return marks;
  }

  /** The first of the days up to one on which an account had its band without a break. */
  private static Map<String, LocalDate> bandSince(Look look, LocalDate day) {
    Condition lately = DAY.between(day.minusDays(SINCE_DAYS), day);
    Table<?> now =
        select(ACCOUNT_ID, BAND)
            .from(HEALTH_DAY)
            .where(DAY.eq(day))
            .and(look.inSight())
            .asTable(name("now_day"), name("account_id"), name("band_now"));
    Map<String, LocalDate> since = new HashMap<>();
    look.sql()
        .select(
            Columns.of(now, ACCOUNT_ID),
            max(DAY).filterWhere(BAND.ne(text("band_now"))),
            org.jooq.impl.DSL.min(DAY))
        .from(now)
        .join(HEALTH_DAY)
        .on(Columns.of(now, ACCOUNT_ID).eq(Columns.of(HEALTH_DAY, ACCOUNT_ID)))
        .where(lately)
        .groupBy(Columns.of(now, ACCOUNT_ID))
        .forEach(row -> {
          @Nullable LocalDate other = row.value2();
          since.put(row.value1(), other == null ? row.value3() : other.plusDays(1));
        });
    return since;
  }

  /** An account's recorded health day by day, the oldest first. */
  static List<HealthPoint> history(Look look, String accountId, int days) {
    LocalDate last = look.view().day();
    return look.sql()
        .select(DAY, SCORE, BAND, text("profile"), VERSION)
        .from(HEALTH_DAY)
        .where(ACCOUNT_ID.eq(accountId))
        .and(DAY.between(last.minusDays(days - 1L), last))
        .and(look.inSight())
        .orderBy(DAY)
        .fetch(row ->
            new HealthPoint(
                row.value1(),
                row.value2(),
                band(row.value3()),
                row.value4() + " v" + row.value5()));
  }

  private static Band band(String word) {
    return Band.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
