package dev.holdfast.health;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.facts.FactReader;
import dev.holdfast.warehouse.Appender;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * The references that scores were computed with, in {@code health_reference}: written once for each
 * version of a profile and month, never changed.
 *
 * <p>A reference has a row with its number of accounts and, when those are enough, one for each of
 * its quantiles. A row without input says that the references of that day are kept, even when there
 * were none to keep.
 */
final class ReferenceStore {

  private static final Table<?> REFERENCE = table(name("health_reference"));
  private static final Field<String> AMONG = field(name("among"), SQLDataType.VARCHAR);
  private static final Field<String> GROUP = field(name("of_group"), SQLDataType.VARCHAR);
  private static final Field<String> INPUT = field(name("input"), SQLDataType.VARCHAR);
  private static final Field<Long> ACCOUNTS = field(name("accounts"), SQLDataType.BIGINT);
  private static final Field<Long> PERCENT = field(name("percent"), SQLDataType.BIGINT);
  private static final Field<Double> QUANTILE = field(name("quantile"), SQLDataType.DOUBLE);
  private static final Field<LocalDateTime> KNOWN_BY =
      field(name("known_by"), SQLDataType.LOCALDATETIME);

  private static final List<Field<?>> COLUMNS =
      List.of(
          InputColumns.DAY,
          InputColumns.PROFILE,
          InputColumns.PROFILE_VERSION,
          AMONG,
          GROUP,
          INPUT,
          ACCOUNTS,
          PERCENT,
          QUANTILE,
          KNOWN_BY);

  private ReferenceStore() {}

  static void createTable(DSLContext sql) {
    sql.createTableIfNotExists(REFERENCE).columns(COLUMNS).execute();
  }

  /**
   * The references of a profile that are kept for a day; absent when none were kept.
   *
   * @param knownBy only those that were kept by then; absent for all
   */
  static Optional<References> find(
      DSLContext sql, HealthProfile profile, LocalDate day, Optional<Instant> knownBy) {
    Condition which =
        InputColumns.DAY
            .eq(inline(day, SQLDataType.LOCALDATE))
            .and(InputColumns.PROFILE.eq(inline(profile.name())))
            .and(InputColumns.PROFILE_VERSION.eq(inline((long) profile.version())));
    if (knownBy.isPresent()) {
      which = which.and(KNOWN_BY.le(inline(FactReader.utc(knownBy.get()))));
    }
    List<? extends Record> rows =
        sql.select(COLUMNS).from(REFERENCE).where(which).orderBy(PERCENT).fetch();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<References.Key, Long> accounts = new HashMap<>();
    Map<References.Key, List<Double>> quantiles = new HashMap<>();
    for (Record row : rows) {
      HealthInput input = HealthInput.named(row.get(INPUT)).orElse(null);
      if (input == null) {
        continue; // the row that says that they are kept
      }
      References.Key key =
          new References.Key(
              profile.name(),
              profile.version(),
              day,
              Among.valueOf(row.get(AMONG).toUpperCase(Locale.ROOT)),
              row.get(GROUP),
              input);
      accounts.put(key, row.get(ACCOUNTS));
      List<Double> own = quantiles.computeIfAbsent(key, k -> new ArrayList<>());
      if (row.get(PERCENT) >= 0) {
        own.add(row.get(QUANTILE));
      }
    }
    Map<References.Key, Reference> found = new HashMap<>();
    accounts.forEach(
        (key, n) -> found.put(key, new Reference(day, n, quantiles.getOrDefault(key, List.of()))));
    return Optional.of(new References(found));
  }

  /** Told of references that were not kept yet. */
  @FunctionalInterface
  interface Made {

    /**
     * They were made.
     *
     * @param population how many accounts the profile took
     */
    void of(HealthProfile profile, LocalDate day, long population, References references);
  }

  /**
   * The references that profiles need for scores of days: those that are kept, the others made.
   *
   * @param knownBy only what was kept by then counts; absent for all
   * @param population every account at the end of a day; asked at most once for each
   */
  static References findOrMake(
      DSLContext sql,
      Collection<HealthProfile> profiles,
      Collection<LocalDate> days,
      Optional<Instant> knownBy,
      Function<LocalDate, List<AccountDay>> population,
      Made made) {
    References all = References.none();
    List<HealthProfile> comparing = profiles.stream().filter(References::needs).toList();
    for (LocalDate day : new TreeSet<>(days.stream().map(References::dayFor).toList())) {
      List<AccountDay> everybody = null;
      for (HealthProfile profile : comparing) {
        References own = find(sql, profile, day, knownBy).orElse(null);
        if (own == null) {
          everybody = everybody == null ? population.apply(day) : everybody;
          List<AccountDay> taken =
              everybody.stream()
                  .filter(account -> account.profile().equals(profile.name()))
                  .toList();
          own = References.of(profile, day, taken);
          made.of(profile, day, taken.size(), own);
        }
        all = own.and(all);
      }
    }
    return all;
  }

  /**
   * Keeps the references of a profile for a day.
   *
   * @param knownBy facts recorded up to then were taken into account
   */
  static void keep(
      Writer writer,
      HealthProfile profile,
      LocalDate day,
      long population,
      References references,
      Instant knownBy) {
    try (Appender appender = writer.appender(REFERENCE.getName())) {
      References.Key all =
          new References.Key(
              profile.name(), profile.version(), day, Among.PROFILE, "", HealthInput.REACH);
      row(appender, all, "", population, -1, 0, knownBy);
      references
          .all()
          .forEach((key, reference) -> {
            String input = key.input().word();
            row(appender, key, input, reference.accounts(), -1, 0, knownBy);
            for (int percent = 0; percent < reference.quantiles().size(); percent++) {
              double quantile = reference.quantiles().get(percent);
              row(appender, key, input, reference.accounts(), percent, quantile, knownBy);
            }
          });
    }
  }

  private static void row(
      Appender appender,
      References.Key key,
      String input,
      long accounts,
      int percent,
      double quantile,
      Instant knownBy) {
    appender
        .row()
        .date(key.day())
        .text(key.profile())
        .integer(key.version())
        .text(key.among().word())
        .text(key.group())
        .text(input)
        .integer(accounts)
        .integer(percent)
        .number(quantile)
        .instant(knownBy)
        .end();
  }
}
