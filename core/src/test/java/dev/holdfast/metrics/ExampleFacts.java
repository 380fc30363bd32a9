package dev.holdfast.metrics;

import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Origin;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the facts of a worked example into records. */
final class ExampleFacts {

  /** What a field holds when an example does not say it. */
  private static final Map<String, Object> NEUTRAL =
      Map.ofEntries(
          Map.entry("scale_min", 1),
          Map.entry("scale_max", 5),
          Map.entry("high_is_good", true),
          Map.entry("survey", "survey"),
          Map.entry("name", "use"),
          Map.entry("quantity", 1),
          Map.entry("currency", "EUR"),
          Map.entry("billing_interval", "month"),
          Map.entry("contract_type", "recurring"));

  private ExampleFacts() {}

  static List<Fact> of(Example example) {
    List<Fact> facts = new ArrayList<>();
    for (Example.Given given : example.facts()) {
      int times = given.times() == null ? 1 : given.times();
      for (int copy = 1; copy <= times; copy++) {
        facts.add(fact(given, copy, facts.size()));
      }
    }
    return facts;
  }

  private static Fact fact(Example.Given given, int copy, int number) {
    FactType type = FactType.named(given.fact());
    Map<String, Object> said = new LinkedHashMap<>(NEUTRAL);
    said.putAll(given.fields());
    given
        .fields()
        .keySet()
        .forEach(type::column); // a field that the fact does not have is a mistake in the example
    long days = given.everyDays() == null ? 0 : (long) given.everyDays() * (copy - 1);
    Origin origin =
        new Origin("example", "f" + number, Instant.parse(given.at()).plus(Duration.ofDays(days)));
    said.putIfAbsent("response_id", "f" + number);
    said.putIfAbsent("order_id", "f" + number);
    RecordComponent[] components = type.recordClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          components[i].getType() == Origin.class
              ? origin
              : value(components[i], said.get(snakeCase(components[i].getName())), copy);
    }
    try {
      Constructor<? extends Fact> constructor =
          type.recordClass()
              .getDeclaredConstructor(
                  Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.word(), e);
    }
  }

  private static @Nullable Object value(
      RecordComponent component, @Nullable Object said, int copy) {
    Class<?> type = component.getType();
    if (said == null) {
      if (type == boolean.class) {
        return false;
      }
      if (type == long.class) {
        return 0L;
      }
      return type == Map.class ? Map.of() : null;
    }
    if (type == String.class) {
      return said.toString().replace("#", Integer.toString(copy));
    } else if (type == long.class || type == Long.class) {
      return ((Number) said).longValue();
    } else if (type == LocalDate.class) {
      return LocalDate.parse(said.toString());
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT).equals(said))
          .findFirst()
          .orElseThrow();
    }
    return said;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
