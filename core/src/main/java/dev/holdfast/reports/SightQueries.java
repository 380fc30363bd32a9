package dev.holdfast.reports;

import static dev.holdfast.reports.Columns.ACCOUNT_ID;
import static dev.holdfast.reports.Columns.text;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import dev.holdfast.facts.CommonColumns;
import dev.holdfast.facts.FactReader;
import dev.holdfast.facts.FactType;
import dev.holdfast.workspace.RecordScope;
import org.jooq.Condition;
import org.jooq.Table;

/** The facts of the accounts a person may see, as tables to select from. */
final class SightQueries {

  private SightQueries() {}

  /** Whose accounts may be seen is decided by who looks after them now, whatever day is shown. */
  static Condition inSight(FactReader now, Viewpoint view) {
    return switch (view.scope()) {
      case RecordScope.Everything everything -> noCondition();
      case RecordScope.OnlyOf only ->
          only.csmIds().isEmpty()
              ? falseCondition()
              : ACCOUNT_ID.in(
                  select(ACCOUNT_ID)
                      .from(now.stateAt(FactType.ACCOUNT, view.now()))
                      .where(text("csm").in(only.sorted())));
    };
  }

  static Table<?> events(Look look, FactType type) {
    return select(type.allFields())
        .from(type.table())
        .where(look.facts().counts())
        .and(CommonColumns.OCCURRED_AT.le(FactReader.utc(look.view().until())))
        .and(look.inSight())
        .asTable(type.word());
  }

  static Table<?> states(Look look, FactType type, Condition keys) {
    return select(type.allFields())
        .from(look.facts().stateAt(type, look.view().until(), keys))
        .where(look.inSight())
        .asTable(type.word());
  }
}
