package dev.holdfast.app;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a settings file key by key and refuses what nobody asked for. */
final class SettingsFile {

  private final Path file;
  private final String area;
  private final JsonNode node;
  private final Set<String> asked = new LinkedHashSet<>();

  private SettingsFile(Path file, String area, JsonNode node) {
    this.file = file;
    this.area = area;
    this.node = node;
  }

  /** The file's content; nothing when there is no file. */
  static SettingsFile read(Path file) {
    if (!Files.exists(file)) {
      return new SettingsFile(file, "", JsonNodeFactory.instance.objectNode());
    }
    try {
      JsonNode root = new YAMLMapper().readTree(file);
      if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
        throw bad(file + " must hold keys and values");
      }
      return new SettingsFile(
          file, "", root.isObject() ? root : JsonNodeFactory.instance.objectNode());
    } catch (JacksonException e) {
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION, file + " is not YAML: " + e.getOriginalMessage(), e);
    }
  }

  /** The settings under a key; none when it is absent. */
  SettingsFile area(String key) {
    asked.add(key);
    JsonNode child = node.path(key);
    if (!child.isMissingNode() && !child.isObject()) {
      throw bad(name(key) + " must hold keys and values");
    }
    return new SettingsFile(
        file, name(key) + ".", child.isObject() ? child : JsonNodeFactory.instance.objectNode());
  }

  /** The same for a key that may hold a list of settings; one without any when it is absent. */
  List<SettingsFile> areas(String key) {
    JsonNode child = node.path(key);
    if (!child.isArray()) {
      return List.of(area(key));
    }
    asked.add(key);
    List<SettingsFile> areas = new ArrayList<>();
    for (JsonNode item : child) {
      String name = name(key) + "[" + (areas.size() + 1) + "]";
      if (!item.isObject()) {
        throw bad(name + " must hold keys and values");
      }
      areas.add(new SettingsFile(file, name + ".", item));
    }
    if (areas.isEmpty()) {
      throw bad(name(key) + " must hold at least one entry");
    }
    return List.copyOf(areas);
  }

  /** Whether a key holds a list. */
  boolean isList(String key) {
    return node.path(key).isArray();
  }

  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(node.propertyNames());
    asked.addAll(keys);
    return keys;
  }

  /** One setting; absent when it is not given. */
  <T> Optional<T> get(String key, String example, Function<String, T> parse) {
    asked.add(key);
    JsonNode child = node.path(key);
    if (child.isMissingNode()) {
      return Optional.empty();
    }
    if (!child.isValueNode() || child.isNull()) {
      throw bad(name(key) + " must be one value, such as " + example);
    }
    return Optional.of(parsed(key, example, child.asString(), parse));
  }

  /** A list of settings; absent when it is not given. */
  <T> Optional<List<T>> list(String key, String example, Function<String, T> parse) {
    asked.add(key);
    JsonNode child = node.path(key);
    if (child.isMissingNode()) {
      return Optional.empty();
    }
    if (!child.isArray()) {
      throw bad(name(key) + " must be a list, such as [" + example + "]");
    }
    return Optional.of(
        child.valueStream().map(item -> parsed(key, example, item.asString(), parse)).toList());
  }

  /** Fails when the file has a key that nobody asked for. */
  void end() {
    Set<String> unknown = new LinkedHashSet<>(node.propertyNames());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw bad(
          unknown.stream().map(this::name).collect(Collectors.joining(", "))
              + " is not a setting; there are: "
              + asked.stream().map(this::name).collect(Collectors.joining(", ")));
    }
  }

  private <T> T parsed(String key, String example, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      String why = e instanceof HoldfastException ? "; " + e.getMessage() : "";
      throw new HoldfastException(
          ErrorCode.BAD_DEFINITION,
          file + ": " + name(key) + " must look like " + example + ", not '" + text + "'" + why,
          e);
    }
  }

  /** A key with where it stands, for messages. */
  String name(String key) {
    return area + key;
  }

  /** What is thrown for a setting that cannot be taken as it is. */
  static HoldfastException bad(String message) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, message);
  }
}
