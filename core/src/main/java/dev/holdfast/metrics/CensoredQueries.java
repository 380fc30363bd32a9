package dev.holdfast.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.FactReader;
import dev.holdfast.metrics.SampleEstimator.CensoredQuantile;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** How long the rows of a sample took, or have taken until they were last seen. */
final class CensoredQueries {

  private static final Field<Double> HOURS = field(name("hours"), SQLDataType.DOUBLE);
  private static final Field<Boolean> ENDED = field(name("ended"), SQLDataType.BOOLEAN);
  private static final double SECONDS_PER_HOUR = 3600;

  private CensoredQueries() {}

  /** The hours of each row's span, by group; what did not end is seen until the period's end. */
  static Map<Group, CensoredTimes> times(
      SampleQueries queries, Reading reading, CensoredQuantile span) {
    Field<LocalDateTime> begin = queries.columns().moment(span.from());
    Field<LocalDateTime> end = queries.columns().moment(span.to());
    Field<LocalDateTime> seen = lastSeen(reading);
    Condition ended = end.isNotNull().and(end.lt(seen));
    Field<Double> seconds =
        reading.engine().secondsBetween(begin, when(ended, end).otherwise(seen));
    Table<?> sample =
        queries.sample(
            List.of(), seconds.div(inline(SECONDS_PER_HOUR)).as(HOURS), field(ended).as(ENDED));
    PopulationQueries population = queries.population();
    List<Field<?>> keys = new ArrayList<>(population.keys());
    keys.add(HOURS);
    Field<Integer> over = count().filterWhere(ENDED.isTrue()).as("over");
    Field<Integer> underWay = count().filterWhere(ENDED.isFalse()).as("under_way");
    Map<Group, List<CensoredTimes>> times = new LinkedHashMap<>();
    for (Record row :
        population.fetch(
            select(keys).select(over, underWay).from(sample).groupBy(keys).orderBy(HOURS))) {
      times
          .computeIfAbsent(population.group(row), any -> new ArrayList<>())
          .add(CensoredTimes.of(row.get(HOURS), row.get(over), row.get(underWay)));
    }
    Map<Group, CensoredTimes> all = new LinkedHashMap<>();
    times.forEach((group, some) -> all.put(group, CensoredTimes.together(some)));
    return all;
  }

  /** The end of the period, or of what is known where that comes first. */
  private static Field<LocalDateTime> lastSeen(Reading reading) {
    Field<LocalDateTime> end = field(name(Columns.STEP, "period_end"), SQLDataType.LOCALDATETIME);
    return reading.knownUntil().map(known -> least(end, inline(FactReader.utc(known)))).orElse(end);
  }
}
