package dev.holdfast.health;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of one mapping, each taken once; a key nobody took is a mistake. */
public final class YamlFields {

  private final YamlNode.Mapping mapping;
  private final Set<String> taken = new HashSet<>();

  private YamlFields(YamlNode.Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * The keys of a node.
   *
   * @param what names the node in a message, such as "a profile"
   */
  public static YamlFields of(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new YamlFields(mapping);
    }
    throw node.place().wrong(what + " must be keys with values");
  }

  public YamlNode.Place place() {
    return mapping.place();
  }

  public boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  public YamlNode node(String key) {
    taken.add(key);
    YamlNode node = mapping.entries().get(key);
    if (node == null) {
      throw place().wrong("'" + key + "' is missing");
    }
    return node;
  }

  public String text(String key) {
    YamlNode node = node(key);
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text().strip();
    }
    throw node.place().wrong("'" + key + "' must be a text");
  }

  public BigDecimal number(String key) {
    return number(node(key), "'" + key + "'");
  }

  public int integer(String key) {
    YamlNode node = node(key);
    try {
      return number(node, "'" + key + "'").intValueExact();
    } catch (ArithmeticException e) {
      throw node.place().wrong("'" + key + "' must be a whole number");
    }
  }

  /** One of the words of an enum, in lower case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String word = text(key);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() ->
            node(key)
                .place()
                .wrong(
                    "'"
                        + key
                        + "' cannot be '"
                        + word
                        + "'; it is one of: "
                        + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }

  public <T> List<T> list(String key, Function<YamlNode, T> item) {
    return items(node(key), "'" + key + "'").stream().map(item).toList();
  }

  /** Refuses the keys that nobody took. */
  public void nothingElse() {
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      if (!taken.contains(entry.getKey())) {
        throw entry
            .getValue()
            .place()
            .wrong(
                "'"
                    + entry.getKey()
                    + "' is not known here; there can be: "
                    + String.join(", ", new TreeSet<>(taken)));
      }
    }
  }

  public static BigDecimal number(YamlNode node, String what) {
    if (node instanceof YamlNode.Scalar scalar) {
      try {
        return new BigDecimal(scalar.text().strip());
      } catch (NumberFormatException e) {
        throw node.place().wrong(what + " must be a number, not '" + scalar.text() + "'");
      }
    }
    throw node.place().wrong(what + " must be a number");
  }

  public static List<YamlNode> items(YamlNode node, String what) {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    throw node.place().wrong(what + " must be a list");
  }
}
