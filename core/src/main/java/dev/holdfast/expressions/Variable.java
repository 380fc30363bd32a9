package dev.holdfast.expressions;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.regex.Pattern;
import org.jooq.Field;

/**
 * A name that an expression may use.
 *
 * @param name CEL identifier; parts may be joined by dots, as in {@code account.tier}
 * @param type what kind of value it has
 * @param field where the warehouse finds the value
 */
public record Variable(String name, ValueType type, Field<?> field) {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

  public Variable {
    if (!isName(name)) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, "\"" + name + "\" cannot be a name in an expression");
    }
  }

  /** Whether a text can be used as a name in an expression. */
  public static boolean isName(String name) {
    if (!NAME.matcher(name).matches()) {
      return false;
    }
    for (String part : name.split("\\.", -1)) {
      if (Scope.RESERVED.contains(part)) {
        return false;
      }
    }
    return true;
  }
}
