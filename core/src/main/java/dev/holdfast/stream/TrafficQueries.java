package dev.holdfast.stream;

import static dev.holdfast.stream.LoadStore.COMMITTED;
import static dev.holdfast.stream.LoadStore.DUPLICATES;
import static dev.holdfast.stream.LoadStore.FAILED;
import static dev.holdfast.stream.LoadStore.FINISHED;
import static dev.holdfast.stream.LoadStore.FIRST_RECEIVED;
import static dev.holdfast.stream.LoadStore.LAST_RECEIVED;
import static dev.holdfast.stream.LoadStore.LOAD;
import static dev.holdfast.stream.LoadStore.MESSAGES;
import static dev.holdfast.stream.LoadStore.REFRESHED;
import static dev.holdfast.stream.LoadStore.REQUESTS;
import static dev.holdfast.stream.LoadStore.RETRIED;
import static dev.holdfast.stream.LoadStore.TAKEN;
import static dev.holdfast.stream.LoadStore.UP_TO;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Engine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Reads what sources sent lately, and how long it took. */
final class TrafficQueries {

  private static final int MINUTES = 60;
  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.99;

  private TrafficQueries() {}

  /** Messages of one load that took equally long. */
  private record Took(double seconds, long messages) {}

  /** Every source that ever sent, by name. */
  static List<SourceTraffic> all(DSLContext sql, Engine engine, Instant now) {
    Map<String, List<Long>> minutes = perMinute(sql, now);
    Map<String, List<Took>> stored = took(sql, engine, LOAD, COMMITTED, now);
    Map<String, List<Took>> inHealth = took(sql, engine, withRefresh(), FINISHED, now);
    LocalDateTime since = FactReader.utc(now.minus(1, ChronoUnit.DAYS));
    List<Field<BigDecimal>> sums =
        List.of(REQUESTS, RETRIED, MESSAGES, TAKEN, FAILED, DUPLICATES).stream()
            .<Field<BigDecimal>>map(column -> sum(column).filterWhere(LAST_RECEIVED.ge(since)))
            .toList();
    Field<LocalDateTime> last = max(LAST_RECEIVED).as("last");
    return sql.select(CommonColumns.SOURCE, last)
        .select(sums)
        .from(LOAD)
        .groupBy(CommonColumns.SOURCE)
        .orderBy(CommonColumns.SOURCE)
        .fetch(row -> {
          String source = row.get(CommonColumns.SOURCE);
          return new SourceTraffic(
              source,
              minutes.getOrDefault(source, Collections.nCopies(MINUTES, 0L)),
              day(row, sums),
              row.get(last).toInstant(ZoneOffset.UTC),
              lag(stored.get(source)),
              lag(inHealth.get(source)));
        });
  }

  private static SourceTraffic.Day day(Record row, List<Field<BigDecimal>> sums) {
    List<Long> counts =
        sums.stream()
            .map(sum -> Optional.ofNullable(row.get(sum)).map(BigDecimal::longValue).orElse(0L))
            .toList();
    return new SourceTraffic.Day(
        counts.get(0), counts.get(1), counts.get(2), counts.get(3), counts.get(4), counts.get(5));
  }

  private static Map<String, List<Long>> perMinute(DSLContext sql, Instant now) {
    Instant end = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant begin = end.minus(MINUTES, ChronoUnit.MINUTES);
    Map<String, List<Long>> minutes = new HashMap<>();
    sql.select(CommonColumns.SOURCE, LAST_RECEIVED, MESSAGES)
        .from(LOAD)
        .where(LAST_RECEIVED.ge(FactReader.utc(begin)))
        .and(LAST_RECEIVED.lt(FactReader.utc(end)))
        .forEach(row -> {
          int minute =
              (int) ChronoUnit.MINUTES.between(begin, row.value2().toInstant(ZoneOffset.UTC));
          List<Long> counts =
              minutes.computeIfAbsent(
                  row.value1(), s -> new ArrayList<>(Collections.nCopies(MINUTES, 0L)));
          counts.set(minute, counts.get(minute) + row.value3());
        });
    return minutes;
  }

  /** Loads with the moment at which health held them. */
  private static Table<?> withRefresh() {
    Field<LocalDateTime> finished =
        field(
            select(min(FINISHED))
                .from(REFRESHED)
                .where(UP_TO.ge(field(name("l", "recorded_at"), SQLDataType.LOCALDATETIME))));
    return select(
            field(name("l", "source"), SQLDataType.VARCHAR).as(CommonColumns.SOURCE),
            field(name("l", "first_received_at"), SQLDataType.LOCALDATETIME).as(FIRST_RECEIVED),
            field(name("l", "last_received_at"), SQLDataType.LOCALDATETIME).as(LAST_RECEIVED),
            field(name("l", "messages"), SQLDataType.BIGINT).as(MESSAGES),
            finished.as(FINISHED))
        .from(LOAD.as("l"))
        .asTable("loads");
  }

  private static Map<String, List<Took>> took(
      DSLContext sql, Engine engine, Table<?> loads, Field<LocalDateTime> end, Instant now) {
    Field<Double> seconds = engine.secondsBetween(FIRST_RECEIVED, end);
    Map<String, List<Took>> took = new HashMap<>();
    sql.select(CommonColumns.SOURCE, seconds, MESSAGES)
        .from(loads)
        .where(LAST_RECEIVED.ge(FactReader.utc(now.minus(1, ChronoUnit.HOURS))))
        .and(end.isNotNull())
        .forEach(row ->
            took.computeIfAbsent(row.value1(), s -> new ArrayList<>())
                .add(new Took(row.value2(), row.value3())));
    return took;
  }

  private static Optional<SourceTraffic.Lag> lag(@Nullable List<Took> took) {
    if (took == null) {
      return Optional.empty();
    }
    took.sort(Comparator.comparingDouble(Took::seconds));
    long messages = took.stream().mapToLong(Took::messages).sum();
    return Optional.of(
        new SourceTraffic.Lag(
            quantile(took, messages, MEDIAN), quantile(took, messages, NEARLY_ALL), messages));
  }

  /** The smallest time within which that share of the messages was done. */
  private static Duration quantile(List<Took> sorted, long messages, double share) {
    long done = 0;
    for (Took each : sorted) {
      done += each.messages();
      if (done >= share * messages) {
        return Duration.ofNanos((long) (each.seconds() * 1e9));
      }
    }
    return Duration.ZERO;
  }
}
