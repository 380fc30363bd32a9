package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.BufferedReader;
import java.io.LineNumberReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of one JSON object a line. Members of objects inside are named with dots; lists stay JSON.
 * The columns are the members found in the first thousand lines and those the mapping lists.
 */
final class JsonLinesFile implements RowFile {

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int LINES_LOOKED_AT = 1_000;

  private final Path file;
  private final FileFormat format;
  private final TextFile text;
  private final List<String> columns;

  JsonLinesFile(Path file, FileFormat format) {
    this.file = file;
    this.format = format;
    this.text = new TextFile(file, format.encoding());
    this.columns = List.copyOf(findColumns());
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public String stage(RawStore raw, Progress progress) {
    return read(raw, progress);
  }

  /** Reads rows until the end or until no more are wanted; the SHA-256 of what was read. */
  String read(RowSink sink, Progress progress) {
    return text.readRows(
        sink,
        progress,
        characters -> {
          LineNumberReader lines = new LineNumberReader(characters);
          return () -> {
            String line = lines.readLine();
            if (line != null && !line.isBlank()) {
              take(lines.getLineNumber(), line, sink);
            }
            return line != null;
          };
        });
  }

  private void take(long number, String line, RowSink sink) {
    if (line.indexOf(CsvRecords.DAMAGED) >= 0) {
      sink.misread(
          number,
          "bad_encoding",
          "the line has characters that are not " + format.encoding().name(),
          line);
      return;
    }
    Map<String, String> members;
    try {
      members = members(line);
    } catch (JacksonException e) {
      sink.misread(number, "bad_json", "not a JSON object: " + e.getOriginalMessage(), line);
      return;
    }
    sink.begin(number);
    for (String column : columns) {
      sink.add(members.get(column));
    }
    sink.end();
  }

  private Set<String> findColumns() {
    Set<String> found =
        text.read(characters -> {
          Set<String> names = new LinkedHashSet<>();
          BufferedReader lines = new BufferedReader(characters);
          String line;
          for (int i = 0; i < LINES_LOOKED_AT && (line = lines.readLine()) != null; i++) {
            names.addAll(membersOrNone(line).keySet());
          }
          return names;
        });
    found.addAll(format.columns());
    if (found.isEmpty()) {
      throw new HoldfastException(ErrorCode.BAD_FILE, file.getFileName() + " holds no JSON object");
    }
    return found;
  }

  /** The members of a line; none for a line that will be in quarantine. */
  private static Map<String, String> membersOrNone(String line) {
    try {
      return members(line);
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /** The members of a line's object as texts; members that are null are left out. */
  static Map<String, String> members(String line) {
    Map<String, String> members = new LinkedHashMap<>();
    JsonNode node = JSON.readTree(line);
    if (!node.isObject()) {
      JSON.readValue(line, MustBeObject.class);
    }
    flatten("", node, members);
    return members;
  }

  /** Reading something that is no object as this gives the parser's own message. */
  private record MustBeObject(@Nullable String ignored) {}

  private static void flatten(String prefix, JsonNode node, Map<String, String> members) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonNode value = member.getValue();
      String name = prefix + member.getKey();
      if (value.isObject()) {
        flatten(name + ".", value, members);
      } else if (value.isArray()) {
        members.put(name, value.toString());
      } else if (!value.isNull()) {
        members.put(
            name, value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asString());
      }
    }
  }
}
