package dev.holdfast.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The track events of a batch as rows of PostgreSQL's COPY in its text format. The properties go in
 * as the bytes that came, without being written anew.
 */
final class CopyRows {

  /** The columns, in order. */
  static final String COLUMNS = "message_id, occurred_at, account_id, person_id, name, properties";

  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;
  private final ByteArrayOutputStream rows;
  private int count;

  private CopyRows(byte[] body) {
    this.body = body;
    this.rows = new ByteArrayOutputStream(body.length);
  }

  static CopyRows of(byte[] body) {
    CopyRows rows = new CopyRows(body);
    try (JsonParser parser =
        JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean batch = parser.currentName().equals("batch");
        parser.nextToken();
        if (batch) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            rows.event(parser);
          }
        } else {
          parser.skipChildren();
        }
      }
    }
    return rows;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return rows.toByteArray();
  }

  private void event(JsonParser parser) {
    String messageId = "";
    String timestamp = "";
    String person = "";
    String name = "";
    String account = "";
    int from = 0;
    int to = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "messageId" -> messageId = parser.getString();
        case "timestamp" -> timestamp = parser.getString();
        case "userId" -> person = parser.getString();
        case "event" -> name = parser.getString();
        case "context" -> account = groupId(parser);
        case "properties" -> {
          from = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          to = (int) parser.currentLocation().getByteOffset();
        }
        default -> parser.skipChildren();
      }
    }
    text(messageId, '\t');
    text(timestamp, '\t');
    text(account, '\t');
    text(person, '\t');
    text(name, '\t');
    escaped(body, from, to);
    rows.write('\n');
    count++;
  }

  private static String groupId(JsonParser parser) {
    String groupId = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean found = parser.currentName().equals("groupId");
      parser.nextToken();
      if (found) {
        groupId = parser.getString();
      } else {
        parser.skipChildren();
      }
    }
    return groupId;
  }

  private void text(String text, char end) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    escaped(bytes, 0, bytes.length);
    rows.write(end);
  }

  private void escaped(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i < to; i++) {
      int letter =
          switch (bytes[i]) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
          };
      if (letter != 0) {
        rows.write(bytes, start, i - start);
        rows.write('\\');
        rows.write(letter);
        start = i + 1;
      }
    }
    rows.write(bytes, start, to - start);
  }
}
