package dev.holdfast.metrics;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.base.Period.Grain;
import dev.holdfast.metrics.Contract.Direction;
import dev.holdfast.metrics.Contract.Side;
import dev.holdfast.metrics.Contract.ZoneRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads contracts from YAML; what it does not know is an error with file and line. */
final class ContractReader {

  private static final ObjectMapper YAML = mapper();

  private ContractReader() {}

  /**
   * Reads one contract.
   *
   * @param file name for messages
   * @throws HoldfastException {@code BAD_DEFINITION} with file, line and reason
   */
  static Contract read(String file, String yaml) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      ContractKeys.check(file, parser);
      return YAML.readValue(yaml, Contract.class);
    } catch (JacksonException e) {
      throw mistake(file, e, reason(e));
    }
  }

  private static String reason(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HoldfastException ours) {
        return String.valueOf(ours.getMessage());
      }
    }
    return e.getOriginalMessage();
  }

  private static HoldfastException mistake(String file, JacksonException e, String reason) {
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    return new HoldfastException(
        ErrorCode.BAD_DEFINITION, file + ", line " + line + ": " + reason, e);
  }

  private static ObjectMapper mapper() {
    SimpleModule words = new SimpleModule("contract words");
    words.addDeserializer(Direction.class, new Word<>(Direction.class));
    words.addDeserializer(Side.class, new Word<>(Side.class));
    words.addDeserializer(Grain.class, new Word<>(Grain.class));
    words.addDeserializer(ZoneRule.class, new Word<>(ZoneRule.class));
    for (Class<?> family : Estimator.class.getPermittedSubclasses()) {
      Arrays.stream(family.getDeclaredClasses()).forEach(nested -> addWords(words, nested));
    }
    words.addDeserializer(Estimator.class, new EstimatorMap());
    return YAMLMapper.builder(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .addModule(words)
        .build();
  }

  private static <E extends Enum<E>> void addWords(SimpleModule words, Class<?> nested) {
    if (nested.isEnum()) {
      @SuppressWarnings("unchecked")
      Class<E> choices = (Class<E>) nested;
      words.addDeserializer(choices, new Word<>(choices));
    }
  }

  /** A word of a closed list, in lower case. */
  private static final class Word<E extends Enum<E>> extends ValueDeserializer<E> {

    private final Class<E> choices;

    Word(Class<E> choices) {
      this.choices = choices;
    }

    @Override
    public E deserialize(JsonParser parser, DeserializationContext context) {
      String said = parser.getString();
      return Arrays.stream(choices.getEnumConstants())
          .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(said))
          .findFirst()
          .orElseThrow(() ->
              new HoldfastException(
                  ErrorCode.BAD_DEFINITION,
                  "'"
                      + said
                      + "' is not one of "
                      + Arrays.stream(choices.getEnumConstants())
                          .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                          .collect(Collectors.joining(", "))));
    }
  }

  /** A map with one entry: the estimator's word and its parameters. */
  private static final class EstimatorMap extends ValueDeserializer<Estimator> {

    @Override
    public Estimator deserialize(JsonParser parser, DeserializationContext context) {
      String word = parser.nextToken() == JsonToken.PROPERTY_NAME ? parser.currentName() : "";
      Class<?> kind = Estimator.kinds().get(word);
      Estimator.require(
          kind != null,
          "there is no estimator '" + word + "'; there are " + Estimator.kinds().keySet());
      parser.nextToken();
      Estimator estimator =
          (Estimator) context.readValue(parser, java.util.Objects.requireNonNull(kind));
      Estimator.require(
          parser.nextToken() == JsonToken.END_OBJECT, "a metric has one estimator, not two");
      return estimator;
    }
  }
}
