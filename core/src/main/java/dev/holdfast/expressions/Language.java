package dev.holdfast.expressions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.OpaqueType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions and operators of the language, and CEL's checker set up with exactly these.
 *
 * <p>CEL's own standard environment is left out: what is not declared here does not type-check.
 */
final class Language {

  static final Map<String, BuiltIn> BUILT_INS = builtIns();

  private static final Map<String, CelFunctionDecl> DECLARATIONS =
      BUILT_INS.values().stream()
          .collect(Collectors.toUnmodifiableMap(BuiltIn::name, BuiltIn::declaration));

  /** The type of a set of texts such as {@code row}. */
  private static final OpaqueType TEXTS = OpaqueType.create("texts");

  private static final CelFunctionDecl BY_KEY =
      CelFunctionDecl.newFunctionDeclaration(
          "_[_]",
          CelOverloadDecl.newGlobalOverload(
              "by_key", ValueType.TEXT.celType(), TEXTS, ValueType.TEXT.celType()));

  private static final CelOptions OPTIONS =
      CelOptions.current().maxExpressionCodePointSize(20_000).maxParseRecursionDepth(100).build();

  private static final CelCompiler PARSER = empty().build();

  private Language() {}

  /** Parses an expression and checks it against a scope. */
  static CelAbstractSyntaxTree check(String cel, Scope scope) throws CelValidationException {
    CelAbstractSyntaxTree parsed = PARSER.parse(cel).getAst();
    Set<String> called = new TreeSet<>();
    functionsCalled(parsed.getExpr(), called);
    // Only what is called is declared: the checker compares all overloads it is given pairwise.
    CelCompilerBuilder builder = empty().addFunctionDeclarations(BY_KEY);
    called.stream()
        .flatMap(name -> Stream.ofNullable(DECLARATIONS.get(name)))
        .forEach(builder::addFunctionDeclarations);
    scope.variables().values().forEach(v -> builder.addVar(v.name(), v.type().celType()));
    scope.texts().keySet().forEach(name -> builder.addVar(name, TEXTS));
    return builder.build().check(parsed).getAst();
  }

  private static CelCompilerBuilder empty() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setStandardEnvironmentEnabled(false)
        .setOptions(OPTIONS);
  }

  private static void functionsCalled(CelExpr expression, Set<String> called) {
    switch (expression.getKind()) {
      case CALL -> {
        called.add(expression.call().function());
        expression.call().target().ifPresent(target -> functionsCalled(target, called));
        expression.call().args().forEach(argument -> functionsCalled(argument, called));
      }
      case SELECT -> functionsCalled(expression.select().operand(), called);
      case LIST -> expression.list().elements().forEach(e -> functionsCalled(e, called));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(entry -> {
                functionsCalled(entry.key(), called);
                functionsCalled(entry.value(), called);
              });
      case STRUCT ->
          expression.struct().entries().forEach(entry -> functionsCalled(entry.value(), called));
      case CONSTANT, IDENT, COMPREHENSION, NOT_SET -> {
        // nothing is called inside
      }
    }
  }

  /** How each function is written, in the order of the guide. */
  static List<String> uses() {
    return BUILT_INS.values().stream()
        .filter(b -> Character.isLetter(b.name().charAt(0)))
        .map(BuiltIn::use)
        .toList();
  }

  static List<String> functionNames() {
    return BUILT_INS.keySet().stream().filter(n -> Character.isLetter(n.charAt(0))).toList();
  }

  private static Map<String, BuiltIn> builtIns() {
    Map<String, BuiltIn> all = new LinkedHashMap<>();
    Stream.of(Operators.all(), TextFunctions.all(), NumberFunctions.all(), DateFunctions.all())
        .flatMap(List::stream)
        .forEach(builtIn -> all.put(builtIn.name(), builtIn));
    return all;
  }
}
