package dev.holdfast.intake;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.Plan.FactPlan;
import dev.holdfast.warehouse.Engine;
import dev.holdfast.warehouse.Staging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Compares candidates with each other and with stored facts: what is new, what is known, what is in
 * conflict. Can be repeated when somebody else stored facts in between.
 */
final class VerdictStore {

  private final Staging staging;
  private final DSLContext sql;
  private final RawStore raw;
  private final Plan plan;
  private final Engine engine;
  private final String source;

  VerdictStore(RawStore raw, Plan plan, Engine engine, String source) {
    this.staging = raw.staging();
    this.sql = staging.sql();
    this.raw = raw;
    this.plan = plan;
    this.engine = engine;
    this.source = source;
  }

  static String knownTable(FactType type) {
    return "known_" + type.word();
  }

  void decide(FactReader stored) {
    run(
        "create or replace table {0} (row_no bigint, place integer, fact varchar, field varchar,"
            + " code varchar, says varchar)",
        staging.table("clash"));
    findUnknownReferences(stored);
    collectBadRows();
    for (FactType type : plan.byType().keySet()) {
      findConflicts(type, stored);
    }
    collectBadRows();
    for (FactType type : plan.byType().keySet()) {
      findKnown(type);
    }
    collectFirstProblems();
  }

  private void findUnknownReferences(FactReader stored) {
    for (FactPlan fact : plan.facts()) {
      int place = CandidateStore.REFERENCE_PLACE;
      for (Map.Entry<String, FactType> reference : fact.references().entrySet()) {
        findUnknownReferences(fact, place++, reference.getKey(), reference.getValue(), stored);
      }
    }
  }

  private void findUnknownReferences(
      FactPlan fact, int place, String column, FactType target, FactReader stored) {
    Field<String> key = DSL.field(name(target.stateKey().orElseThrow()), String.class);
    run(
        "create or replace table {0} as select distinct {1} as state_key from {2} where {3}",
        staging.table("state_key"), key, target.table(), stored.counts());
    if (plan.byType().containsKey(target)) {
      run(
          "insert into {0} select distinct {1} from {2} where p_code is null",
          staging.table("state_key"), key, candidates(target));
    }
    run(
        "insert into {0} select row_no, {1}, {2}, {3}, {4}, 'there is no ' || {5} || ' ''' || {6}"
            + " || '''' from {7} c where part = {8} and p_code is null and {6} is not null"
            + " and not exists (select 1 from {9} k where k.state_key = c.{6})",
        staging.table("clash"),
        inline(fact.part() * CandidateStore.PLACES_PER_PART + place),
        inline(fact.type().word()),
        inline(column),
        inline("unknown_" + target.word()),
        inline(target.word()),
        DSL.field(name(column)),
        candidates(fact.type()),
        inline(fact.part()),
        staging.table("state_key"));
  }

  private void collectBadRows() {
    run(
        "create or replace table {0} as select distinct row_no from (select row_no from {1}"
            + " union all select row_no from {2}) as problems",
        staging.table("bad_row"), staging.table("problem"), staging.table("clash"));
  }

  /** Two candidates, or a candidate and a stored fact, with one id and different content. */
  private void findConflicts(FactType type, FactReader stored) {
    run(
        "create or replace table {0} as select identity from {1} c"
            + " where not exists (select 1 from {2} b where b.row_no = c.row_no)"
            + " group by identity having count(*) > 1",
        staging.table("repeated"), candidates(type), staging.table("bad_row"));
    run(
        "create or replace table {0} as select c.row_no, c.part, c.identity,"
            + " first_value(content) over w = content as same from {1} c semi join {2} r"
            + " on c.identity = r.identity"
            + " where not exists (select 1 from {3} b where b.row_no = c.row_no)"
            + " window w as (partition by c.identity order by c.row_no, c.part)",
        staging.table("ranked_" + type.word()),
        candidates(type),
        staging.table("repeated"),
        staging.table("bad_row"));
    clash(type, staging.table("ranked_" + type.word()), "id used by a different row of this file");
    findStored(type, stored);
    if (byId(type)) {
      clash(
          type,
          staging.table("stored_" + type.word()),
          "id already used by a different stored row");
    }
  }

  private void clash(FactType type, Table<?> compared, String says) {
    run(
        "insert into {0} select row_no, part * {1} + 990, {2}, {3}, 'id_conflict', {4} || ': '''"
            + " || identity || '''' from {5} where not same",
        staging.table("clash"),
        inline(CandidateStore.PLACES_PER_PART),
        inline(type.word()),
        inline(byId(type) ? "fact_id" : type.stateKey().orElseThrow()),
        inline(says),
        compared);
  }

  /** The candidates that stored facts of the source say something about: the same or not. */
  private void findStored(FactType type, FactReader stored) {
    List<Field<?>> content = new ArrayList<>();
    boolean timed = timed(type);
    content.add(timed ? CommonColumns.OCCURRED_AT : DSL.inline((Object) null));
    type.columns().forEach(column -> content.add(column.field()));
    Field<?> identity =
        byId(type)
            ? CommonColumns.FACT_ID
            : timed
                ? DSL.field(
                    "{0} || '@' || cast(occurred_at as varchar)", String.class, stateKey(type))
                : stateKey(type);
    String newest =
        byId(type)
            ? ""
            : " qualify row_number() over (partition by "
                + (timed ? "{2}, occurred_at order by " : "{2} order by occurred_at desc, ")
                + "recorded_at desc, fact_id desc) = 1";
    run(
        "create or replace table {0} as with s as (select {1} as identity, {3} as content from {4}"
            + " where source = {5} and {6}"
            + newest
            + ") select c.row_no, c.part, c.identity, c.content = s.content as same from {7} c"
            + " join s on s.identity = c.identity"
            + " where not exists (select 1 from {8} b where b.row_no = c.row_no)",
        staging.table("stored_" + type.word()),
        identity,
        byId(type) ? CommonColumns.FACT_ID : stateKey(type),
        engine.fingerprint(content),
        type.table(),
        inline(source),
        stored.counts(),
        candidates(type),
        staging.table("bad_row"));
  }

  /** The candidates that say nothing new. */
  private void findKnown(FactType type) {
    run(
        "create or replace table {0} as select row_no, part,"
            + " case when bool_or(stored) and {1} then 'unchanged' else 'duplicate' end as verdict"
            + " from (select row_no, part, true as stored from {2} where same"
            + " union all select row_no, part, false from (select row_no, part, row_number() over"
            + " (partition by identity order by row_no, part) as place from {3} g"
            + " where not exists (select 1 from {4} b where b.row_no = g.row_no)) where place > 1)"
            + " as found where not exists (select 1 from {4} b where b.row_no = found.row_no)"
            + " group by row_no, part",
        staging.table(knownTable(type)),
        inline(!byId(type)),
        staging.table("stored_" + type.word()),
        staging.table("ranked_" + type.word()),
        staging.table("bad_row"));
  }

  /** What became of the rows, each counted once. */
  ImportReport.Rows countRows(Map<FactType, ImportReport.FactCounts> facts) {
    long total = raw.rowCount();
    long misread = count("select count(*) from {0}", raw.misreadTable());
    long bad = count("select count(*) from {0}", staging.table("bad_row"));
    Map<String, Long> made = plan.facts().size() == 1 ? Map.of() : countRowsOfSeveralFacts();
    ImportReport.FactCounts only = facts.values().iterator().next();
    boolean one = plan.facts().size() == 1;
    long accepted = one ? only.created() : made.getOrDefault("accepted", 0L);
    long duplicate = one ? only.duplicate() : made.getOrDefault("duplicate", 0L);
    long unchanged = one ? only.unchanged() : made.getOrDefault("unchanged", 0L);
    long skipped = total - misread - bad - accepted - duplicate - unchanged;
    return new ImportReport.Rows(total, accepted, duplicate, unchanged, bad + misread, skipped);
  }

  /** A row with anything new is accepted, else one with an event that came before a duplicate. */
  private Map<String, Long> countRowsOfSeveralFacts() {
    run("create or replace table {0} (row_no bigint, verdict varchar)", staging.table("outcome"));
    for (FactType type : plan.byType().keySet()) {
      run(
          "insert into {0} select c.row_no, coalesce(k.verdict, 'accepted') from {1} c"
              + " left join {2} k on k.row_no = c.row_no and k.part = c.part"
              + " where not exists (select 1 from {3} b where b.row_no = c.row_no)",
          staging.table("outcome"),
          candidates(type),
          staging.table(knownTable(type)),
          staging.table("bad_row"));
    }
    return counts(
        "select verdict, count(*) from (select case when bool_or(verdict = 'accepted')"
            + " then 'accepted' when bool_or(verdict = 'duplicate') then 'duplicate'"
            + " else 'unchanged' end as verdict from {0} group by row_no) as r group by verdict",
        staging.table("outcome"));
  }

  Map<String, Long> countSkipped(long skippedInAll) {
    Map<String, Long> counts =
        counts(
            "select reason, count(*) from {0} s where not exists (select 1 from {1} b"
                + " where b.row_no = s.row_no) group by reason order by 2 desc, 1",
            staging.table("skipped"), staging.table("bad_row"));
    long byRule = counts.values().stream().mapToLong(Long::longValue).sum();
    if (skippedInAll > byRule) {
      counts.put("makes no fact by the mapping's conditions", skippedInAll - byRule);
    }
    return counts;
  }

  /** Rows in quarantine by reason: of each row, the first. */
  List<ImportReport.Reason> countReasons() {
    return sql.fetch(
            "select coalesce(fact, '') as fact, coalesce(field, '') as field, code,"
                + " count(*) as n from {0} group by all order by n desc, fact, field, code",
            firstProblems())
        .map(row ->
            new ImportReport.Reason(
                String.valueOf(row.get("fact")),
                String.valueOf(row.get("field")),
                String.valueOf(row.get("code")),
                number(row.get("n"))));
  }

  /** The first rows that go to quarantine, for a person to look at. */
  List<ImportReport.Problem> firstProblems(int limit) {
    return sql.fetch(
            "select row_no, coalesce(fact, '') as fact, coalesce(field, '') as field, code, says"
                + " from {0} order by row_no limit {1}",
            firstProblems(), inline(limit))
        .map(row ->
            new ImportReport.Problem(
                number(row.get("row_no")),
                String.valueOf(row.get("fact")),
                String.valueOf(row.get("field")),
                String.valueOf(row.get("code")),
                String.valueOf(row.get("says"))));
  }

  /** One problem a row, the one that stands first in the mapping, unreadable lines included. */
  private void collectFirstProblems() {
    run(
        "create or replace table {0} as select row_no, arg_min(fact, place) as fact,"
            + " arg_min(field, place) as field, arg_min(code, place) as code,"
            + " arg_min(says, place) as says from (select * from {1} union all select * from {2})"
            + " as p group by row_no union all select row_no, null, null, code, says from {3}",
        firstProblems(), staging.table("problem"), staging.table("clash"), raw.misreadTable());
  }

  /** Rows that go to quarantine: row_no, fact, field, code, says. */
  Table<?> firstProblems() {
    return staging.table("first_problem");
  }

  Map<FactType, ImportReport.FactCounts> countFacts() {
    Map<FactType, ImportReport.FactCounts> counts = new LinkedHashMap<>();
    for (FactType type : plan.byType().keySet()) {
      long all = count("select count(*) from {0}", candidates(type));
      long rejected =
          count(
              "select count(*) from {0} c where exists (select 1 from {1} b"
                  + " where b.row_no = c.row_no)",
              candidates(type), staging.table("bad_row"));
      Map<String, Long> known =
          counts(
              "select verdict, count(*) from {0} group by verdict",
              staging.table(knownTable(type)));
      long unchanged = known.getOrDefault("unchanged", 0L);
      long duplicate = known.getOrDefault("duplicate", 0L);
      counts.put(
          type,
          new ImportReport.FactCounts(
              all - rejected - unchanged - duplicate, unchanged, duplicate, rejected));
    }
    return counts;
  }

  boolean byId(FactType type) {
    return firstOf(type).factId().isPresent();
  }

  private boolean timed(FactType type) {
    return firstOf(type).occurredAt().isPresent();
  }

  private FactPlan firstOf(FactType type) {
    return Objects.requireNonNull(plan.byType().get(type)).getFirst();
  }

  private static Field<String> stateKey(FactType type) {
    return DSL.field(name(type.stateKey().orElseThrow()), String.class);
  }

  private Table<?> candidates(FactType type) {
    return staging.table(CandidateStore.tableName(type));
  }

  private void run(String template, QueryPart... parts) {
    sql.execute(template, parts);
  }

  private long count(String template, QueryPart... parts) {
    return number(sql.fetchValue(template, parts));
  }

  private static long number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  private Map<String, Long> counts(String template, QueryPart... parts) {
    Map<String, Long> counts = new LinkedHashMap<>();
    sql.fetch(template, parts)
        .forEach(row -> counts.put(String.valueOf(row.get(0)), number(row.get(1))));
    return counts;
  }
}
