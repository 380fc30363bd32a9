package dev.holdfast.expressions;

import dev.cel.common.ast.CelExpr;
import dev.holdfast.warehouse.Engine;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One use of a function or operator.
 *
 * @param expression the call itself, for the position of mistakes
 * @param arguments what it is called with; the target of {@code x.name()} comes first
 */
record Call(CelExpr expression, List<CelExpr> arguments, Translator translator) {

  static Call of(CelExpr expression, Translator translator) {
    CelExpr.CelCall call = expression.call();
    List<CelExpr> arguments = Stream.concat(call.target().stream(), call.args().stream()).toList();
    return new Call(expression, arguments, translator);
  }

  int size() {
    return arguments.size();
  }

  CelExpr argument(int i) {
    return arguments.get(i);
  }

  Term term(int i) {
    return translator.term(arguments.get(i));
  }

  List<Term> terms() {
    return arguments.stream().map(translator::term).toList();
  }

  Engine engine() {
    return translator.engine();
  }

  /** An argument that must be written out as text. */
  String writtenText(int i, String what) {
    if (term(i).literal() instanceof String text) {
      return text;
    }
    throw translator.mistake(
        arguments.get(i), what + " must be written out in quotes, it cannot come from the data");
  }

  /** The arguments from {@code start} on, which must be written out as texts. */
  List<String> writtenTexts(int start, String what) {
    return IntStream.range(start, size()).mapToObj(i -> writtenText(i, what)).toList();
  }

  RuntimeException mistake(int i, String message) {
    return translator.mistake(arguments.get(i), message);
  }
}
