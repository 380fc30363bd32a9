package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.PERSON_ID;
import static dev.holdfast.reports.Columns.number;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.median;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Reads the time the team spent with customers. */
final class TouchQueries {

  /** Touches that a median must rest on; below it the next wider group is taken. */
  private static final int ENOUGH = 3;

  private static final int YEAR = 365;

  private TouchQueries() {}

  /**
   * What it takes to look after accounts: their own median, else their tier's, else everybody's.
   */
  record Efforts(
      Map<String, Effort> byAccount, Map<String, Effort> byTier, @Nullable Effort overall) {

    @Nullable Effort of(AccountName account) {
      Effort own = byAccount.get(account.accountId());
      if (own != null) {
        return own;
      }
      Effort tier = account.tier() == null ? null : byTier.get(account.tier());
      return tier != null ? tier : overall;
    }
  }

  /** Medians of the past year; zero-minute touches (a mail that was only sent) do not count. */
  static Efforts efforts(Look look) {
    Field<Long> minutes = number("minutes");
    Condition pastYear =
        CommonColumns.OCCURRED_AT.gt(FactReader.utc(look.view().daysAgo(YEAR))).and(minutes.gt(0L));
    Map<String, Effort> byAccount = new TreeMap<>();
    look.sql()
        .select(ACCOUNT_ID, median(minutes), count())
        .from(look.events(FactType.TOUCH))
        .where(pastYear)
        .groupBy(ACCOUNT_ID)
        .having(count().ge(ENOUGH))
        .forEach(row ->
            byAccount.put(row.value1(), effort(row.value2(), row.value3(), "with this account")));
    Field<String> tier = coalesce(text("tier"), inline(""));
    Table<?> tiers =
        select(ACCOUNT_ID, tier)
            .from(look.facts().stateAt(FactType.ACCOUNT, look.view().until()))
            .asTable(name("tiers"), name("account_id"), name("tier"));
    // Everybody's touches, not only those in sight: a median names nobody.
    Table<?> touches =
        select(ACCOUNT_ID, minutes)
            .from(FactType.TOUCH.table())
            .where(look.facts().counts())
            .and(CommonColumns.OCCURRED_AT.le(FactReader.utc(look.view().until())))
            .and(pastYear)
            .asTable(name("touches"), name("account_id"), name("minutes"));
    Map<String, Effort> byTier = new TreeMap<>();
    look.sql()
        .select(Columns.of(tiers, text("tier")), median(Columns.of(touches, minutes)), count())
        .from(touches)
        .join(tiers)
        .on(Columns.of(touches, ACCOUNT_ID).eq(Columns.of(tiers, ACCOUNT_ID)))
        .groupBy(Columns.of(tiers, text("tier")))
        .having(count().ge(ENOUGH))
        .forEach(row -> {
          if (!row.value1().isEmpty()) {
            byTier.put(
                row.value1(),
                effort(row.value2(), row.value3(), "with " + row.value1() + " accounts"));
          }
        });
    Effort overall =
        look.sql()
            .select(median(Columns.of(touches, minutes)), count())
            .from(touches)
            .having(count().ge(ENOUGH))
            .fetchOne(row -> effort(row.value1(), row.value2(), "with all accounts"));
    return new Efforts(byAccount, byTier, overall);
  }

  private static Effort effort(BigDecimal median, int touches, String basis) {
    return new Effort(
        Math.max(1, median.setScale(0, RoundingMode.HALF_UP).longValueExact()), touches, basis);
  }

  /** When somebody last spent time with each account, by account. */
  static Map<String, Instant> last(Look look) {
    return look.sql()
        .select(ACCOUNT_ID, max(CommonColumns.OCCURRED_AT))
        .from(look.events(FactType.TOUCH))
        .groupBy(ACCOUNT_ID)
        .fetchMap(row -> row.value1(), row -> Look.instant(row.value2()));
  }

  /** Touches of an account before an instant, the newest first. */
  static List<TouchLine> of(Look look, String accountId, Instant before, int limit) {
    Table<?> touches = look.events(FactType.TOUCH);
    Table<?> people =
        select(PERSON_ID, text("name"))
            .from(
                look.states(
                    FactType.PERSON,
                    PERSON_ID.in(
                        select(PERSON_ID)
                            .from(FactType.TOUCH.table())
                            .where(ACCOUNT_ID.eq(accountId)))))
            .asTable(name("people"), name("person_id"), name("person_name"));
    Field<LocalDateTime> at = Columns.of(touches, CommonColumns.OCCURRED_AT);
    return look.sql()
        .select(touches.fields())
        .select(text("person_name"))
        .from(touches)
        .leftJoin(people)
        .on(Columns.of(touches, PERSON_ID).eq(Columns.of(people, PERSON_ID)))
        .where(Columns.of(touches, ACCOUNT_ID).eq(accountId))
        .and(at.lt(FactReader.utc(before)))
        .orderBy(at.desc(), Columns.of(touches, CommonColumns.FACT_ID))
        .limit(limit)
        .fetch(row ->
            new TouchLine(
                Look.instant(row.get("occurred_at", LocalDateTime.class)),
                row.get("csm", String.class),
                look.view().personal() ? row.get("person_name", String.class) : null,
                row.get("kind", String.class),
                row.get("minutes", Long.class),
                row.get("direction", String.class),
                row.get("channel", String.class),
                look.view().personal() ? row.get("guidance", String.class) : null));
  }
}
