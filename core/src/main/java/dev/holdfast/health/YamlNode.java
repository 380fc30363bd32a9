package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A piece of a YAML file that remembers its line, so that a mistake can be pointed at. */
public sealed interface YamlNode {

  Place place();

  /** Where something stands in a file. */
  record Place(String file, int line) {

    /** A mistake at this place. */
    public HoldfastException wrong(String what) {
      return new HoldfastException(ErrorCode.BAD_DEFINITION, file + ":" + line + ": " + what);
    }
  }

  /** Keys with their nodes, in the file's order. */
  record Mapping(Place place, Map<String, YamlNode> entries) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** Items in order. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A single value as it is written; {@code null} is written as nothing. */
  record Scalar(Place place, String text) implements YamlNode {}

  /** Reads one document. */
  static YamlNode parse(String file, String text) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Place(file, 1).wrong("the file is empty");
      }
      return node(file, parser, first);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new Place(file, line).wrong("this is not YAML: " + e.getOriginalMessage());
    }
  }

  private static YamlNode node(String file, JsonParser parser, JsonToken token) {
    Place place = new Place(file, parser.currentTokenLocation().getLineNr());
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        Place keyPlace = new Place(file, parser.currentTokenLocation().getLineNr());
        if (entries.containsKey(key)) {
          throw keyPlace.wrong("'" + key + "' stands here a second time");
        }
        entries.put(key, node(file, parser, parser.nextToken()));
      }
      return new Mapping(place, entries);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        items.add(node(file, parser, next));
      }
      return new Sequence(place, items);
    }
    return new Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }
}
