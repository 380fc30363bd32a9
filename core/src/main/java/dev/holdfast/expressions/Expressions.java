package dev.holdfast.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * Turns expressions into SQL.
 *
 * <p>Null: {@code x == null} asks whether a value is missing; every other comparison with a missing
 * value is neither true nor false, as in SQL, and a condition that is neither counts as false.
 * Integers and numbers mix; division always gives a number.
 *
 * <p>Problems: a conversion that fails gives null and a sentence. Of {@code c ? a : b} only the
 * branch taken can have a problem, of {@code a && b} and {@code a || b} the right side only where
 * the left one does not decide.
 */
public final class Expressions {

  private Expressions() {}

  /**
   * Checks an expression and turns it into SQL.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} that says where and what is wrong
   */
  public static Compiled compile(String cel, Scope scope) {
    Translated translated = translate(cel, scope);
    ValueType type =
        Optional.ofNullable(translated.term.type())
            .orElseThrow(() -> Mistakes.at(cel, 1, 0, "the expression is always null"));
    return compiled(translated, type, translated.term.sql());
  }

  /**
   * Checks an expression and turns it into SQL of a type; an integer serves as a number, and {@code
   * null} as everything.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} that says where and what is wrong
   */
  public static Compiled compile(String cel, Scope scope, ValueType expected) {
    Translated translated = translate(cel, scope);
    ValueType type = translated.term.type();
    if (type != null
        && type != expected
        && !(type == ValueType.INTEGER && expected == ValueType.NUMBER)) {
      throw Mistakes.at(
          cel, 1, 0, "the expression is " + type.word() + " but must be " + expected.word());
    }
    return compiled(translated, expected, translated.term.as(expected));
  }

  /** An expression that is true or false, as a condition that is never null. */
  public static Condition condition(String cel, Scope scope) {
    return compile(cel, scope, ValueType.BOOLEAN).condition();
  }

  private record Translated(Term term, Set<String> used) {}

  private static Translated translate(String cel, Scope scope) {
    if (cel.isBlank()) {
      throw new HoldfastException(ErrorCode.BAD_DEFINITION, "The expression is empty");
    }
    try {
      CelAbstractSyntaxTree tree = Language.check(cel, scope);
      Translator translator = new Translator(tree, scope);
      return new Translated(translator.root(), translator.used());
    } catch (CelValidationException e) {
      throw Mistakes.of(cel, e.getErrors(), scope);
    }
  }

  private static Compiled compiled(Translated translated, ValueType type, Field<?> value) {
    return new Compiled(
        type, value, Optional.ofNullable(translated.term.problem()), translated.used);
  }
}
