package dev.holdfast.expressions;

import static org.jooq.impl.DSL.inline;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.holdfast.warehouse.Engine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Walks a checked expression and turns each part into SQL. */
final class Translator {

  private final CelAbstractSyntaxTree tree;
  private final Scope scope;
  private final Map<Long, Term> done = new HashMap<>();
  private final Set<String> used = new TreeSet<>();

  Translator(CelAbstractSyntaxTree tree, Scope scope) {
    this.tree = tree;
    this.scope = scope;
  }

  Term root() {
    return term(tree.getExpr());
  }

  Set<String> used() {
    return used;
  }

  Engine engine() {
    return scope.engine();
  }

  Term term(CelExpr expression) {
    Term known = done.get(expression.id());
    if (known == null) {
      known = make(expression);
      done.put(expression.id(), known);
    }
    return known;
  }

  private Term make(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression);
      case IDENT -> name(expression, expression.ident().name());
      case SELECT -> name(expression, expression.select().field());
      case CALL -> call(expression);
      case LIST -> throw mistake(expression, "a list can stand only after \"in\"");
      case MAP -> throw mistake(expression, "a list of pairs can stand only in a lookup");
      case STRUCT, COMPREHENSION, NOT_SET ->
          throw mistake(expression, "this form is not part of the language");
    };
  }

  private Term constant(CelExpr expression) {
    CelConstant constant = expression.constant();
    return switch (constant.getKind()) {
      case NULL_VALUE -> new Term(null, inline((String) null), null, null);
      case BOOLEAN_VALUE ->
          Term.literal(ValueType.BOOLEAN, constant.booleanValue(), inline(constant.booleanValue()));
      case INT64_VALUE ->
          Term.literal(ValueType.INTEGER, constant.int64Value(), inline(constant.int64Value()));
      case DOUBLE_VALUE ->
          Term.literal(ValueType.NUMBER, constant.doubleValue(), inline(constant.doubleValue()));
      case STRING_VALUE -> text(expression, constant.stringValue());
      case UINT64_VALUE, BYTES_VALUE, TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
          throw mistake(expression, "this kind of value is not part of the language");
    };
  }

  private Term text(CelExpr expression, String text) {
    if (text.indexOf('\0') >= 0) {
      throw mistake(expression, "a text must not contain the character 0");
    }
    return Term.literal(ValueType.TEXT, text, inline(text, SQLDataType.VARCHAR));
  }

  private Term name(CelExpr expression, String written) {
    String name =
        Optional.ofNullable(tree.getReferenceMap().get(expression.id()))
            .map(CelReference::name)
            .orElse(written);
    @Nullable Variable variable = scope.variables().get(name);
    if (variable == null) {
      throw mistake(
          expression,
          scope.texts().containsKey(name)
              ? "\"" + name + "\" needs a key: " + name + "[\"...\"]"
              : "there is no name \"" + name + "\"");
    }
    used.add(name);
    return new Term(variable.type(), variable.field(), null, null);
  }

  private Term call(CelExpr expression) {
    String function = expression.call().function();
    if (function.equals("_[_]")) {
      return byKey(expression);
    }
    @Nullable BuiltIn builtIn = Language.BUILT_INS.get(function);
    if (builtIn == null) {
      throw mistake(expression, "there is no function \"" + function + "\"");
    }
    return builtIn.translation().of(Call.of(expression, this));
  }

  /** {@code row["Total Charges"]}. */
  private Term byKey(CelExpr expression) {
    Call call = Call.of(expression, this);
    CelExpr target = call.argument(0);
    Scope.@Nullable Texts texts =
        target.getKind() == CelExpr.ExprKind.Kind.IDENT
            ? scope.texts().get(target.ident().name())
            : null;
    if (texts == null) {
      throw call.mistake(0, "only " + scope.texts().keySet() + " can be read by key");
    }
    String key = call.writtenText(1, "a key");
    if (!texts.keys().contains(key)) {
      throw call.mistake(1, "there is no \"" + key + "\"" + Names.suggestion(key, texts.keys()));
    }
    used.add(target.ident().name() + "[\"" + key + "\"]");
    return new Term(ValueType.TEXT, texts.field().apply(key), null, null);
  }

  /** A mistake of the definition, with its place. */
  RuntimeException mistake(CelExpr expression, String message) {
    Integer offset = tree.getSource().getPositionsMap().get(expression.id());
    CelSourceLocation place =
        offset == null
            ? CelSourceLocation.of(1, 0)
            : tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
    return Mistakes.at(
        tree.getSource().getContent().toString(), place.getLine(), place.getColumn(), message);
  }
}
