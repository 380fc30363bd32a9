package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
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
  private static final int ROWS_BETWEEN_NEWS = 8_192;

  private final Path file;
  private final FileFormat format;
  private final List<String> columns;

  JsonLinesFile(Path file, FileFormat format) {
    this.file = file;
    this.format = format;
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
    try (InputStream in = Files.newInputStream(file);
        MeasuredStream measured = new MeasuredStream(in);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(measured, format.encoding()))) {
      long size = Files.size(file);
      long number = 0;
      String line;
      while (!sink.full() && (line = lines.readLine()) != null) {
        number++;
        if (!line.isBlank()) {
          take(number, line, sink);
        }
        if (number % ROWS_BETWEEN_NEWS == 0) {
          progress.at("reading", number, measured.bytes(), size);
        }
      }
      progress.at("reading", number, size, size);
      return measured.fingerprint();
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "Cannot read " + file, e);
    }
  }

  private void take(long number, String line, RowSink sink) {
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
    Set<String> found = new LinkedHashSet<>();
    try (BufferedReader lines = Files.newBufferedReader(file, format.encoding())) {
      String line;
      for (int i = 0; i < LINES_LOOKED_AT && (line = lines.readLine()) != null; i++) {
        found.addAll(membersOrNone(line).keySet());
      }
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "Cannot read " + file, e);
    }
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
