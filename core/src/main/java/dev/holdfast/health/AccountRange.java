package dev.holdfast.health;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Which accounts to look at. */
public sealed interface AccountRange {

  /** Every account. */
  record All() implements AccountRange {}

  /** The accounts with these ids, in order. */
  record Named(List<String> accountIds) implements AccountRange {
    public Named {
      accountIds = List.copyOf(new TreeSet<>(accountIds));
    }
  }

  /** The accounts whose ids lie between two, both included. */
  record Between(String first, String last) implements AccountRange {}

  /** The accounts that the warehouse has a list of: for many at once. */
  record Listed(Function<Field<String>, Condition> list) implements AccountRange {}

  static AccountRange all() {
    return new All();
  }

  static AccountRange of(Collection<String> accountIds) {
    return new Named(List.copyOf(accountIds));
  }

  static AccountRange of(String accountId) {
    return new Named(List.of(accountId));
  }

  /** Whether a column holds one of them. */
  default Condition holds(Field<String> column) {
    return switch (this) {
      case All all -> DSL.noCondition();
      case Named named -> column.in(named.accountIds().stream().map(DSL::inline).toList());
      case Listed listed -> listed.list().apply(column);
      case Between between ->
          column.between(DSL.inline(between.first()), DSL.inline(between.last()));
    };
  }
}
