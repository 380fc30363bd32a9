package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Holds the keys of a contract's file against the records it is read into: every key must be a
 * component, and every component that is not {@code @Nullable} (or a flag) must be a key.
 */
final class ContractKeys {

  private final String file;
  private final JsonParser parser;

  private ContractKeys(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads the file to its end.
   *
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and key
   */
  static void check(String file, JsonParser parser) {
    parser.nextToken();
    new ContractKeys(file, parser).value(Contract.class, null);
  }

  /** Reads a value that will become a {@code type}; the parser stands on its first token. */
  private void value(Class<?> type, @Nullable AnnotatedType generic) {
    if (type == Estimator.class) {
      estimator();
    } else if (type.isRecord()) {
      fields(type);
    } else if (List.class.isAssignableFrom(type)
        && parser.currentToken() == JsonToken.START_ARRAY
        && generic instanceof AnnotatedParameterizedType list) {
      AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(raw(element), element);
      }
    } else {
      parser.skipChildren();
    }
  }

  private void estimator() {
    int line = line();
    Map<String, Class<?>> kinds = Estimator.kinds();
    if (parser.currentToken() != JsonToken.START_OBJECT
        || parser.nextToken() != JsonToken.PROPERTY_NAME) {
      throw mistake(line, "an estimator is a map with one entry: its word");
    }
    Class<?> kind = kinds.get(parser.currentName());
    if (kind == null) {
      throw mistake(
          line(),
          "there is no estimator '"
              + parser.currentName()
              + "'; there are "
              + String.join(", ", kinds.keySet()));
    }
    parser.nextToken();
    fields(kind);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw mistake(line(), "a metric has one estimator, not two");
    }
  }

  private void fields(Class<?> type) {
    int line = line();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw mistake(line, "something is missing after the colon");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw mistake(line, "a map of keys is expected here");
    }
    Map<String, RecordComponent> known = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(key(component), component);
    }
    Set<String> said = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      RecordComponent component = known.get(key);
      if (component == null) {
        throw mistake(
            line(),
            "there is no key '" + key + "' here; known are " + String.join(", ", known.keySet()));
      }
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        said.add(key);
        value(component.getType(), component.getAnnotatedType());
      }
    }
    Arrays.stream(type.getRecordComponents())
        .filter(component -> isRequired(component) && !said.contains(key(component)))
        .findFirst()
        .ifPresent(component -> {
          throw mistake(line, key(component) + " is missing");
        });
  }

  private static boolean isRequired(RecordComponent component) {
    return component.getType() != boolean.class
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> raw(AnnotatedType type) {
    return type.getType() instanceof Class<?> plain ? plain : Object.class;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private HoldfastException mistake(int line, String reason) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, file + ", line " + line + ": " + reason);
  }
}
