package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.expressions.Expressions;
import dev.holdfast.expressions.Scope;
import dev.holdfast.expressions.ValueType;
import dev.holdfast.expressions.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The fields of an account that the rule of a profile may use. */
final class AccountScope {

  /** Texts, as the account's latest fact says them. */
  static final List<String> TEXTS =
      List.of(
          "account_id",
          "name",
          "domain",
          "parent_id",
          "tier",
          "segment",
          "industry",
          "country",
          "time_zone",
          "lifecycle",
          "csm");

  /** Days since the account was first known or subscribed. */
  static final String AGE_DAYS = "age_days";

  private AccountScope() {}

  /** All fields, in order. */
  static List<String> names() {
    List<String> names = new ArrayList<>(TEXTS);
    names.add(AGE_DAYS);
    return names;
  }

  /** The rule of a profile as a condition over columns of the warehouse. */
  static Condition condition(HealthProfile profile, Function<String, Field<?>> column) {
    return Expressions.condition(profile.appliesTo(), scope(column));
  }

  /**
   * Checks a profile's rule.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} that names the file
   */
  static void check(HealthProfile profile, String file) {
    try {
      condition(profile, name -> DSL.field(DSL.name(name)));
    } catch (HoldfastException e) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION, file + ": applies_to: " + e.getMessage(), e);
    }
  }

  private static Scope scope(Function<String, Field<?>> column) {
    List<Variable> variables = new ArrayList<>();
    for (String text : TEXTS) {
      variables.add(new Variable(text, ValueType.TEXT, column.apply(text)));
    }
    variables.add(new Variable(AGE_DAYS, ValueType.INTEGER, column.apply(AGE_DAYS)));
    return Scope.of(variables);
  }
}
