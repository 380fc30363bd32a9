package dev.holdfast.expressions;

import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.NUMBER;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A function or operator of the language: how it may be called, and what it becomes in SQL.
 *
 * @param name CEL's name of it
 * @param use how a person writes it
 * @param member whether {@code x.name(y)} is allowed beside {@code name(x, y)}
 * @param overloads the parameter types it takes, each with its result
 * @param translation what it becomes
 */
record BuiltIn(
    String name,
    String use,
    boolean member,
    List<Overload> overloads,
    BuiltIn.Translation translation) {

  /** Parameter types and the type they give. */
  record Overload(List<CelType> parameters, CelType result) {
    Overload {
      parameters = List.copyOf(parameters);
    }
  }

  /** Turns a call into SQL. */
  @FunctionalInterface
  interface Translation {
    Term of(Call call);
  }

  BuiltIn {
    overloads = List.copyOf(overloads);
  }

  /** A function written {@code name(x, y)} only. */
  static BuiltIn function(
      String name, String use, Translation translation, List<Overload> overloads) {
    return new BuiltIn(name, use, false, overloads, translation);
  }

  /** A function of a text, written {@code x.name(y)} or {@code name(x, y)}. */
  static BuiltIn member(
      String name, String use, Translation translation, List<Overload> overloads) {
    return new BuiltIn(name, use, true, overloads, translation);
  }

  /** One way of calling; where a number is expected an integer does as well. */
  static List<Overload> takes(ValueType result, ValueType... parameters) {
    List<List<CelType>> ways = new ArrayList<>();
    ways.add(List.of());
    for (ValueType parameter : parameters) {
      List<List<CelType>> longer = new ArrayList<>();
      for (List<CelType> way : ways) {
        longer.add(plus(way, parameter.celType()));
        if (parameter == NUMBER) {
          longer.add(plus(way, INTEGER.celType()));
        }
      }
      ways = longer;
    }
    return ways.stream().map(way -> new Overload(way, result.celType())).toList();
  }

  /** The same call with one to {@code most} parameters of the last type. */
  static List<Overload> takesUpTo(int most, ValueType result, ValueType... parameters) {
    List<Overload> all = new ArrayList<>();
    ValueType last = parameters[parameters.length - 1];
    ValueType[] longer = parameters;
    for (int i = 0; i < most; i++) {
      all.addAll(takes(result, longer));
      longer = Arrays.copyOf(longer, longer.length + 1);
      longer[longer.length - 1] = last;
    }
    return all;
  }

  @SafeVarargs
  static List<Overload> either(List<Overload>... ways) {
    Set<List<CelType>> seen = new LinkedHashSet<>();
    List<Overload> all = new ArrayList<>();
    for (List<Overload> way : ways) {
      for (Overload overload : way) {
        if (seen.add(overload.parameters())) {
          all.add(overload);
        }
      }
    }
    return all;
  }

  CelFunctionDecl declaration() {
    List<CelOverloadDecl> declared = new ArrayList<>();
    for (int i = 0; i < overloads.size(); i++) {
      Overload overload = overloads.get(i);
      String id = name + "#" + i;
      declared.add(CelOverloadDecl.newGlobalOverload(id, overload.result(), overload.parameters()));
      if (member) {
        declared.add(
            CelOverloadDecl.newMemberOverload(
                id + ".member", overload.result(), overload.parameters()));
      }
    }
    return CelFunctionDecl.newFunctionDeclaration(name, declared);
  }

  private static List<CelType> plus(List<CelType> types, CelType type) {
    List<CelType> longer = new ArrayList<>(types);
    longer.add(type);
    return longer;
  }
}
