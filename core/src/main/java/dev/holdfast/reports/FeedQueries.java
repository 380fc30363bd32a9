package dev.holdfast.reports;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.when;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Reads how fresh what arrives is. Counts only; no account is named. */
final class FeedQueries {

  /** What reps write about themselves is nobody's feed. */
  static final Set<FactType> PRIVATE = EnumSet.of(FactType.SELF_RATING, FactType.ASSESSMENT);

  private FeedQueries() {}

  /** Every kind of fact from every source, by source and kind. */
  static List<FeedLine> all(Look look) {
    List<FeedLine> feeds = new ArrayList<>();
    LocalDate last = look.view().lastDay();
    Field<LocalDateTime> at = CommonColumns.OCCURRED_AT;
    LocalDateTime month =
        FactReader.utc(last.minusDays(27).atStartOfDay(look.view().zone()).toInstant());
    Field<LocalDate> day = at.cast(SQLDataType.LOCALDATE);
    for (FactType type : EnumSet.complementOf(EnumSet.copyOf(PRIVATE))) {
      look.sql()
          .select(
              CommonColumns.SOURCE,
              count(),
              max(at),
              countDistinct(when(at.ge(month), day)),
              max(CommonColumns.RECORDED_AT))
          .from(type.table())
          .where(look.facts().counts())
          .and(at.le(FactReader.utc(look.view().until())))
          .groupBy(CommonColumns.SOURCE)
          .orderBy(CommonColumns.SOURCE)
          .forEach(row -> {
            LocalDate lastDay = look.view().dayOf(Look.instant(row.value3()));
            feeds.add(
                new FeedLine(
                    row.value1(),
                    type.word(),
                    row.value2(),
                    Look.instant(row.value3()),
                    Look.instant(row.value5()),
                    row.value4(),
                    lastDay,
                    Math.max(0, ChronoUnit.DAYS.between(lastDay, last))));
          });
    }
    return List.copyOf(feeds);
  }
}
