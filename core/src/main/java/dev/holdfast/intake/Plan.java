package dev.holdfast.intake;

import dev.holdfast.facts.FactColumn;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.Mapping.Lookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * A mapping compiled against the columns of one file.
 *
 * @param skip rows that are left out
 * @param skipReason why, for those rows
 * @param skipProblem what keeps the skip rules from being decided, if anything can
 * @param lookups stored facts joined to the rows, with the key of each row
 * @param facts what is made of each row, in the order of the mapping
 */
record Plan(
    Condition skip,
    Field<String> skipReason,
    Optional<Field<String>> skipProblem,
    List<LookupPlan> lookups,
    List<FactPlan> facts) {

  /** A lookup with the SQL of its key. */
  record LookupPlan(Lookup lookup, Field<String> key) {}

  /** A value with what may be wrong with it. */
  record Value(Field<?> sql, Optional<Field<String>> problem) {}

  /** A column of the fact and the value it gets. */
  record ColumnPlan(FactColumn column, Value value, String from) {}

  /** A rule of the mapping's own, as SQL that is null or the reason. */
  record CheckPlan(String field, String code, Field<String> broken) {}

  /**
   * What makes one fact.
   *
   * @param part place among the facts of the mapping, from 1
   * @param when rows that make one
   * @param whenProblem what keeps that from being decided
   * @param factId id within the source; absent for a state that is known by its content
   * @param occurredAt UTC timestamp; absent for a state that holds from the import on
   */
  record FactPlan(
      int part,
      FactType type,
      Condition when,
      Optional<Field<String>> whenProblem,
      Optional<Value> factId,
      Optional<Value> occurredAt,
      List<ColumnPlan> columns,
      Map<String, FactType> references,
      List<CheckPlan> checks) {}

  /** The facts by type; types in the order they are first made. */
  Map<FactType, List<FactPlan>> byType() {
    return facts.stream()
        .collect(Collectors.groupingBy(FactPlan::type, TreeMap::new, Collectors.toList()));
  }
}
