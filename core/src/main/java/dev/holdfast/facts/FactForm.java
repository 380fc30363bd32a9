package dev.holdfast.facts;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Facts from fields of text, named as the columns of their type are. */
public final class FactForm {

  /** What stands beside the columns of the type. */
  private static final List<String> COMMON = List.of("fact", "fact_id", "occurred_at");

  private FactForm() {}

  /** The id a fact is known by in its source, if it says one. */
  public static @Nullable String id(Map<String, String> fields) {
    String type = fields.get("fact");
    String id = fields.get("fact_id");
    return type == null || id == null ? null : type + "/" + id;
  }

  /**
   * Reads a fact.
   *
   * @param factId its id when the fields give none
   * @param receivedAt when it is true when the fields do not say
   * @param fields {@code fact} (its type), {@code fact_id}, {@code occurred_at}, and the columns of
   *     its type; members of an attribute column as {@code attributes.plan}
   * @throws HoldfastException {@code BAD_REQUEST} or {@code BAD_DEFINITION} that names the field
   */
  public static Fact read(
      String source, String factId, Instant receivedAt, Map<String, String> fields) {
    String word = fields.get("fact");
    if (word == null) {
      throw bad("fact is missing: say what it is, such as \"usage_event\"");
    }
    FactType type = FactType.named(word);
    refuseUnknown(type, fields);
    Origin origin =
        new Origin(
            source,
            fields.getOrDefault("fact_id", factId),
            fields.containsKey("occurred_at")
                ? instant("occurred_at", fields.getOrDefault("occurred_at", ""))
                : receivedAt);
    List<@Nullable Object> values = new ArrayList<>();
    values.add(origin);
    RecordComponent[] components = type.recordClass().getRecordComponents();
    for (int i = 1; i < components.length; i++) {
      values.add(value(type.columns().get(i - 1), components[i], fields));
    }
    Fact fact = make(type, components, values);
    FactLog.check(type, fact);
    return fact;
  }

  private static void refuseUnknown(FactType type, Map<String, String> fields) {
    for (String field : new TreeSet<>(fields.keySet())) {
      String column = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
      if (!COMMON.contains(field)) {
        FactColumn known = type.column(column);
        if (field.contains(".") && known.kind() != FactColumn.Kind.ATTRIBUTES) {
          throw bad(column + " must be one value, not an object");
        }
      }
    }
  }

  private static @Nullable Object value(
      FactColumn column, RecordComponent component, Map<String, String> fields) {
    if (column.kind() == FactColumn.Kind.ATTRIBUTES) {
      Map<String, String> members = new LinkedHashMap<>();
      String prefix = column.name() + ".";
      fields.forEach((name, text) -> {
        if (name.startsWith(prefix)) {
          members.put(name.substring(prefix.length()), text);
        }
      });
      return members;
    }
    String text = fields.get(column.name());
    if (text == null || text.isBlank()) {
      if (column.required() && component.getType() != boolean.class) {
        throw bad(column.name() + " is missing");
      }
      return component.getType() == boolean.class ? Boolean.FALSE : null;
    }
    try {
      return switch (column.kind()) {
        case TEXT -> text;
        case CHOICE -> choice(component.getType(), column, text);
        case INTEGER -> Long.valueOf(text);
        case BOOLEAN -> flag(column, text);
        case DATE -> LocalDate.parse(text);
        case INSTANT -> instant(column.name(), text);
        case ATTRIBUTES -> throw new IllegalStateException("read above");
      };
    } catch (NumberFormatException e) {
      throw bad(column.name() + " must be a whole number, not '" + text + "'");
    } catch (DateTimeException e) {
      throw bad(column.name() + " must look like 2026-03-01, not '" + text + "'");
    }
  }

  private static Object choice(Class<?> type, FactColumn column, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> ((Enum<?>) each).name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            bad(
                column.name()
                    + " must be one of "
                    + String.join(", ", column.choices())
                    + ", not '"
                    + text
                    + "'"));
  }

  private static Boolean flag(FactColumn column, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(column.name() + " must be true or false, not '" + text + "'");
    };
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw bad(field + " must look like 2026-03-01T09:30:00Z, not '" + text + "'");
    }
  }

  private static Fact make(
      FactType type, RecordComponent[] components, List<@Nullable Object> values) {
    try {
      Constructor<? extends Fact> constructor =
          type.recordClass()
              .getDeclaredConstructor(
                  Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot make a " + type.word(), e);
    }
  }

  private static HoldfastException bad(String message) {
    return new HoldfastException(ErrorCode.BAD_REQUEST, message);
  }
}
