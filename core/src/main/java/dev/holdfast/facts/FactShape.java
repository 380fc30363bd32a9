package dev.holdfast.facts;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Appender;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** What a record class says about its table: columns, checks, and how to append one. */
final class FactShape {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final List<FactColumn> columns;
  private final List<MethodHandle> readers;

  private FactShape(List<FactColumn> columns, List<MethodHandle> readers) {
    this.columns = List.copyOf(columns);
    this.readers = List.copyOf(readers);
  }

  static FactShape of(Class<? extends Fact> recordClass) {
    List<FactColumn> columns = new ArrayList<>();
    List<MethodHandle> readers = new ArrayList<>();
    for (RecordComponent component : recordClass.getRecordComponents()) {
      if (component.getType() == Origin.class) {
        continue;
      }
      columns.add(column(component));
      try {
        readers.add(
            MethodHandles.lookup()
                .unreflect(component.getAccessor())
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Fact.class)));
      } catch (IllegalAccessException e) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot read " + component, e);
      }
    }
    return new FactShape(columns, readers);
  }

  List<FactColumn> columns() {
    return columns;
  }

  /** Appends the columns of its own, in order. */
  void append(Appender row, Fact fact) {
    for (int i = 0; i < columns.size(); i++) {
      append(row, value(i, fact));
    }
  }

  /** The mistakes in a fact, each a sentence; none when it is fine. */
  List<String> problems(Fact fact) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      FactColumn column = columns.get(i);
      Object value = value(i, fact);
      if (value == null) {
        if (column.required()) {
          problems.add(column.name() + " is missing");
        }
        continue;
      }
      if (column.required() && value instanceof String text && text.isBlank()) {
        problems.add(column.name() + " is missing");
      }
      if (column.atLeast().isPresent() && ((Number) value).longValue() < column.atLeast().get()) {
        problems.add(column.name() + " must be at least " + column.atLeast().get());
      }
      if (column.notBefore().isPresent()
          && named(column.notBefore().get(), fact) instanceof LocalDate other
          && ((LocalDate) value).isBefore(other)) {
        problems.add(column.name() + " lies before " + column.notBefore().get());
      }
      if (!column.between().isEmpty()) {
        long number = ((Number) value).longValue();
        if (named(column.between().get(0), fact) instanceof Number low
            && named(column.between().get(1), fact) instanceof Number high
            && (number < low.longValue() || number > high.longValue())) {
          problems.add(
              column.name() + " must lie between " + low + " and " + high + ", not " + number);
        }
      }
    }
    return problems;
  }

  private @Nullable Object named(String column, Fact fact) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return value(i, fact);
      }
    }
    throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "no column " + column);
  }

  private @Nullable Object value(int index, Fact fact) {
    try {
      return (Object) readers.get(index).invokeExact(fact);
    } catch (Throwable e) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, "cannot read " + columns.get(index).name(), e);
    }
  }

  private static void append(Appender row, @Nullable Object value) {
    switch (value) {
      case null -> row.nothing();
      case String text -> row.text(text);
      case Long number -> row.integer(number);
      case Boolean flag -> row.flag(flag);
      case Enum<?> choice -> row.text(choice.name().toLowerCase(Locale.ROOT));
      case LocalDate date -> row.date(date);
      case Instant instant -> row.instant(instant);
      case Map<?, ?> map ->
          row.text(map.isEmpty() ? "{}" : JSON.writeValueAsString(new java.util.TreeMap<>(map)));
      default ->
          throw new HoldfastException(
              ErrorCode.BROKEN_PROMISE, "no column holds a " + value.getClass());
    }
  }

  private static FactColumn column(RecordComponent component) {
    Class<?> type = component.getType();
    return new FactColumn(
        snakeCase(component.getName()),
        kind(type),
        type.isPrimitive() || (!isNullable(component.getAnnotatedType()) && type != Map.class),
        type.isEnum()
            ? Arrays.stream(type.getEnumConstants())
                .map(choice -> ((Enum<?>) choice).name().toLowerCase(Locale.ROOT))
                .toList()
            : List.of(),
        Optional.ofNullable(component.getAnnotation(Constraint.AtLeast.class))
            .map(Constraint.AtLeast::value),
        Optional.ofNullable(component.getAnnotation(Constraint.NotBefore.class))
            .map(other -> snakeCase(other.value())),
        Optional.ofNullable(component.getAnnotation(Constraint.Between.class))
            .map(bounds -> Arrays.stream(bounds.value()).map(FactShape::snakeCase).toList())
            .orElse(List.of()));
  }

  private static FactColumn.Kind kind(Class<?> type) {
    if (type == String.class) {
      return FactColumn.Kind.TEXT;
    } else if (type.isEnum()) {
      return FactColumn.Kind.CHOICE;
    } else if (type == long.class || type == Long.class) {
      return FactColumn.Kind.INTEGER;
    } else if (type == boolean.class || type == Boolean.class) {
      return FactColumn.Kind.BOOLEAN;
    } else if (type == LocalDate.class) {
      return FactColumn.Kind.DATE;
    } else if (type == Instant.class) {
      return FactColumn.Kind.INSTANT;
    } else if (type == Map.class) {
      return FactColumn.Kind.ATTRIBUTES;
    }
    throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "no column holds a " + type);
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
