package dev.holdfast.expressions;

import dev.holdfast.warehouse.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jooq.Field;

/** The names an expression may use, with their types and where their values are found. */
public final class Scope {

  /** Words of CEL that cannot be names. */
  static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "package",
          "namespace",
          "null",
          "return",
          "true",
          "var",
          "void",
          "while");

  /** A set of texts read by key, as in {@code row["Total Charges"]}. */
  record Texts(Set<String> keys, Function<String, Field<String>> field) {}

  private final Map<String, Variable> variables;
  private final Map<String, Texts> texts;

  private final Engine engine;

  private Scope(Engine engine, Map<String, Variable> variables, Map<String, Texts> texts) {
    this.engine = engine;
    this.variables = Collections.unmodifiableMap(variables);
    this.texts = Collections.unmodifiableMap(texts);
  }

  /** A scope of declared names. */
  public static Scope of(List<Variable> variables) {
    return new Scope(Engine.duckDb(), Map.of(), Map.of()).with(variables);
  }

  /**
   * The columns of a row as it came from outside, all TEXT, null where the row says nothing (the
   * reader turns the file's marks for "missing", by default the empty text, into null).
   *
   * <p>Every column is found as {@code row["Total Charges"]}; those whose name is an identifier
   * also by their plain name.
   */
  public static Scope rawRow(Set<String> columns, Function<String, Field<String>> field) {
    List<Variable> plain = new ArrayList<>();
    for (String column : columns) {
      if (Variable.isName(column) && !column.contains(".") && !column.equals("row")) {
        plain.add(new Variable(column, ValueType.TEXT, field.apply(column)));
      }
    }
    return of(plain).withTexts("row", columns, field);
  }

  /** This scope and more names; a name that is there already is replaced. */
  public Scope with(List<Variable> more) {
    Map<String, Variable> all = new LinkedHashMap<>(variables);
    for (Variable variable : more) {
      all.put(variable.name(), variable);
    }
    return new Scope(engine, all, texts);
  }

  /** This scope and a set of texts read by key: {@code name["key"]}. */
  public Scope withTexts(String name, Set<String> keys, Function<String, Field<String>> field) {
    Map<String, Texts> all = new LinkedHashMap<>(texts);
    all.put(name, new Texts(new TreeSet<>(keys), field));
    return new Scope(engine, variables, all);
  }

  /** This scope with its SQL spelled for an engine; without it, for DuckDB. */
  public Scope on(Engine otherEngine) {
    return new Scope(otherEngine, variables, texts);
  }

  Engine engine() {
    return engine;
  }

  Map<String, Variable> variables() {
    return variables;
  }

  Map<String, Texts> texts() {
    return texts;
  }
}
