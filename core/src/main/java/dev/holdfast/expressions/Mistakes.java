package dev.holdfast.expressions;

import dev.cel.common.CelIssue;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with an expression so that its writer can mend it. */
final class Mistakes {

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "(?s)found no matching overload for '([^']*)' applied to '([^(']*)\\((.*?)\\)'.*");
  private static final int NAMES_SHOWN = 40;

  private Mistakes() {}

  static HoldfastException of(String cel, List<CelIssue> issues, Scope scope) {
    CelIssue first = issues.getFirst();
    return at(
        cel,
        first.getSourceLocation().getLine(),
        first.getSourceLocation().getColumn(),
        message(first.getMessage(), scope));
  }

  static HoldfastException at(String cel, int line, int column, String message) {
    String place =
        cel.lines().count() > 1
            ? "line " + line + ", column " + (column + 1)
            : "column " + (column + 1);
    return new HoldfastException(
        ErrorCode.BAD_DEFINITION, "Expression `" + cel + "`, " + place + ": " + message);
  }

  private static String message(String raw, Scope scope) {
    Matcher undeclared = UNDECLARED.matcher(raw);
    if (undeclared.matches()) {
      return unknown(undeclared.group(1), scope);
    }
    Matcher overload = NO_OVERLOAD.matcher(raw);
    if (overload.matches()) {
      return unfit(overload.group(1), overload.group(2), overload.group(3));
    }
    return words(raw);
  }

  private static String unknown(String name, Scope scope) {
    List<String> names = new ArrayList<>(scope.variables().keySet());
    scope.texts().keySet().forEach(texts -> names.add(texts + "[\"...\"]"));
    List<String> all = new ArrayList<>(names);
    all.addAll(Language.functionNames());
    String listed =
        String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
            + (names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "");
    return "there is no name or function \""
        + name
        + "\""
        + Names.suggestion(name, all)
        + ". Names: "
        + (listed.isEmpty() ? "none" : listed)
        + ". Functions: "
        + String.join(", ", Language.functionNames());
  }

  private static String unfit(String function, String target, String types) {
    BuiltIn builtIn = Language.BUILT_INS.get(function);
    String written = builtIn == null ? function : builtIn.use();
    String found =
        words(target.replace('.', ',') + (target.isEmpty() || types.isEmpty() ? "" : " ") + types);
    return builtIn != null && Character.isLetter(function.charAt(0))
        ? function + " does not take (" + found + "); it is written " + written
        : "\"" + written + "\" does not work between " + found;
  }

  private static String words(String types) {
    return types
        .replace("google.protobuf.Timestamp", ValueType.INSTANT.word())
        .replaceAll("\\bstring\\b", ValueType.TEXT.word())
        .replaceAll("\\bint\\b", ValueType.INTEGER.word())
        .replaceAll("\\bdouble\\b", ValueType.NUMBER.word())
        .replaceAll("\\bbool\\b", ValueType.BOOLEAN.word());
  }
}
