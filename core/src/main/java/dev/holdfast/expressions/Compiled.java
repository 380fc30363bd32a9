package dev.holdfast.expressions;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * An expression made ready for the warehouse.
 *
 * @param type type of the value
 * @param value SQL of the value; null where a conversion failed or an input was null
 * @param problem SQL that is null when the value could be worked out, else a sentence that says
 *     what is wrong; empty if nothing in the expression can fail
 * @param variables names the expression uses; a key of a set of texts as {@code row["key"]}
 */
public record Compiled(
    ValueType type, Field<?> value, Optional<Field<String>> problem, Set<String> variables) {

  public Compiled {
    variables = Set.copyOf(variables);
  }

  /** The value as a condition that is never null: null counts as false. */
  public Condition condition() {
    if (type != ValueType.BOOLEAN) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          "A condition must be true or false, but this expression is " + type.word());
    }
    return DSL.condition(DSL.coalesce(value.coerce(Boolean.class), DSL.inline(false)));
  }
}
