package dev.holdfast.stream;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * What can be told of a request at the door: whether it is JSON that holds messages, and the key it
 * carries inside.
 *
 * @param writeKey the key inside the body: at its top, or in its first message that has one
 * @param messages how many messages there are
 */
public record Envelope(@Nullable String writeKey, int messages) {

  /**
   * Reads a body through once.
   *
   * @throws HoldfastException {@code BAD_REQUEST} when it is no JSON or holds no messages
   */
  public static Envelope of(byte[] body, Wire wire) {
    try {
      return scan(body, wire);
    } catch (JacksonException e) {
      byte[] readable = Texts.readable(body);
      if (!Arrays.equals(readable, body)) {
        try {
          return scan(readable, wire);
        } catch (JacksonException stillBad) {
          throw bad(stillBad);
        }
      }
      throw bad(e);
    }
  }

  /** The key of a body that cannot be read to its end: the first that stands in it, if any. */
  public static @Nullable String keyOfUnreadable(byte[] body) {
    try (JsonParser parser = Json.parser(Texts.readable(body))) {
      while (parser.nextToken() != null) {
        if (isKey(parser)) {
          return parser.getString();
        }
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static Envelope scan(byte[] body, Wire wire) {
    try (JsonParser parser = Json.parser(body)) {
      JsonToken first = parser.nextToken();
      boolean bareList = first == JsonToken.START_ARRAY && wire.isEnvelope();
      if (first != JsonToken.START_OBJECT && !bareList) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST, "The body must be a JSON object, not " + describe(first));
      }
      int messages = wire.isEnvelope() ? 0 : 1;
      boolean list = bareList;
      @Nullable String writeKey = null;
      int depth = 1;
      int itemDepth = bareList ? 1 : 2;
      boolean inList = bareList;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            if (depth == itemDepth && inList) {
              messages++;
            }
            depth++;
            if (depth == 2 && token == JsonToken.START_ARRAY && !bareList && wire.isEnvelope()) {
              inList = wire.listName().equals(parser.currentName());
              list |= inList;
            }
          }
          case END_OBJECT, END_ARRAY -> {
            depth--;
            if (depth == 1 && !bareList) {
              inList = false;
            }
          }
          default -> {
            if (depth == itemDepth && inList && token != JsonToken.PROPERTY_NAME) {
              messages++;
            }
            if (writeKey == null && depth <= itemDepth + 1 && isKey(parser)) {
              writeKey = parser.getString();
            }
          }
        }
      }
      if (wire.isEnvelope() && !list) {
        throw new HoldfastException(
            ErrorCode.BAD_REQUEST,
            "The body has no list '"
                + wire.listName()
                + "'; send {\""
                + wire.listName()
                + "\": [ ... ]}");
      }
      return new Envelope(writeKey, messages);
    }
  }

  private static boolean isKey(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_STRING
        && ("writeKey".equals(parser.currentName()) || "api_key".equals(parser.currentName()));
  }

  private static String describe(@Nullable JsonToken token) {
    return token == null ? "nothing" : token == JsonToken.START_ARRAY ? "a list" : "a bare value";
  }

  private static HoldfastException bad(JacksonException e) {
    @Nullable TokenStreamLocation at = e.getLocation(); // some say no place
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return new HoldfastException(
        ErrorCode.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage() + where, e);
  }
}
