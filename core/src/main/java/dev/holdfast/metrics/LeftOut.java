package dev.holdfast.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.when;

import dev.holdfast.expressions.Compiled;
import dev.holdfast.metrics.Contract.LeaveOut;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.CaseConditionStep;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Why a contract leaves rows out of its sample. A row has the first of its reasons in the
 * contract's order. Most reasons are about rows of the period; some look at rows at any time, such
 * as tickets that are still open.
 */
final class LeftOut {

  /** Place of a row's reason among the contract's; null for one that is not left out. */
  static final Field<Integer> REASON = field(name("reason"), SQLDataType.INTEGER);

  /** The reason of answers that are not their respondent's latest; it comes after all others. */
  static final String SUPERSEDED = "earlier answers of the same respondent";

  /** How many rows of a table that has {@link #REASON} are left out for a reason. */
  record Counter(String reason, Field<?> count) {}

  private final List<LeaveOut> reasons;
  private final List<Compiled> conditions;

  LeftOut(Definition definition, Columns columns) {
    this.reasons = definition.leaveOut();
    this.conditions = reasons.stream().map(one -> columns.condition(one.where())).toList();
  }

  /** When each reason holds, in order. */
  List<Compiled> conditions() {
    return conditions;
  }

  /** A row's first reason among those that the period decides. */
  Field<Integer> reasonInTime() {
    return first(reason -> !atAnyTime(reason));
  }

  /** A row's first reason among all. */
  Field<Integer> firstReason() {
    return first(reason -> true);
  }

  private Field<Integer> first(Predicate<LeaveOut> of) {
    CaseConditionStep<Integer> first = null;
    for (int i = 0; i < reasons.size(); i++) {
      if (of.test(reasons.get(i))) {
        var holds = conditions.get(i).condition();
        first = first == null ? when(holds, inline(i)) : first.when(holds, inline(i));
      }
    }
    return first == null ? inline((Integer) null, SQLDataType.INTEGER) : first;
  }

  /** Counters of the reasons that the period decides. */
  List<Counter> inTime() {
    return counters(reason -> !atAnyTime(reason));
  }

  /** Counters of the reasons that hold at any time. */
  List<Counter> atAnyTime() {
    return counters(LeftOut::atAnyTime);
  }

  private List<Counter> counters(Predicate<LeaveOut> of) {
    return IntStream.range(0, reasons.size())
        .filter(i -> of.test(reasons.get(i)))
        .mapToObj(i -> new Counter(reasons.get(i).reason(), count().filterWhere(REASON.eq(i))))
        .toList();
  }

  private static boolean atAnyTime(LeaveOut reason) {
    return Boolean.TRUE.equals(reason.anyTime());
  }

  /** An empty map of numbers by reason that keeps them in the contract's order. */
  Map<String, Long> inOrder() {
    List<String> order =
        Stream.concat(reasons.stream().map(LeaveOut::reason), Stream.of(SUPERSEDED)).toList();
    return new TreeMap<>(Comparator.comparingInt(order::indexOf));
  }
}
