package dev.holdfast.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Tells a request's body apart into messages. Nothing that is wrong with one message keeps the
 * others from being read.
 */
final class DraftReader {

  /** Members that lie deeper stay JSON, as sent. */
  private static final int DEEPEST_MEMBER = 5;

  /** Longest message, in bytes, as sent. */
  static final int LONGEST_MESSAGE = 256 << 10;

  private final Arrival arrival;
  private final byte[] body;

  /** Whether bytes that are no text were replaced in the body. */
  private final boolean mended;

  private final JsonParser parser;

  private @Nullable String sentAt;
  private @Nullable String contextGroupId;
  private @Nullable String sessionId;

  private DraftReader(Arrival arrival, byte[] body, boolean mended, JsonParser parser) {
    this.arrival = arrival;
    this.body = body;
    this.mended = mended;
    this.parser = parser;
  }

  /** The messages of a request, in their order. */
  static List<Draft> read(Arrival arrival) {
    if (!arrival.readable()) {
      return List.of(unreadable(arrival, "its body is not JSON with messages in it"));
    }
    try {
      return read(arrival, arrival.body(), false);
    } catch (JacksonException e) {
      byte[] readable = Texts.readable(arrival.body());
      if (Arrays.equals(readable, arrival.body())) {
        return List.of(unreadable(arrival, String.valueOf(e.getOriginalMessage())));
      }
      try {
        return read(arrival, readable, true);
      } catch (JacksonException stillBad) {
        return List.of(unreadable(arrival, String.valueOf(stillBad.getOriginalMessage())));
      }
    }
  }

  /** A message that failed before, on its own. */
  static Draft readAgain(String source, Wire wire, Instant receivedAt, byte[] message) {
    byte[] body = message;
    if (wire.isEnvelope()) {
      byte[] head = ("{\"" + wire.listName() + "\":[").getBytes(StandardCharsets.UTF_8);
      byte[] tail = "]}".getBytes(StandardCharsets.UTF_8);
      body = Arrays.copyOf(head, head.length + message.length + tail.length);
      System.arraycopy(message, 0, body, head.length, message.length);
      System.arraycopy(tail, 0, body, head.length + message.length, tail.length);
    }
    List<Draft> drafts = read(new Arrival(source, wire, receivedAt, 0, "", true, body));
    return drafts.getFirst();
  }

  private static Draft unreadable(Arrival arrival, String why) {
    return Draft.unread(
        arrival.source(),
        arrival.wire(),
        arrival.receivedAt(),
        arrival.body(),
        new Fault(
            Fault.Code.NOT_READABLE,
            "",
            "The request could not be told apart into messages: " + why));
  }

  private static List<Draft> read(Arrival arrival, byte[] body, boolean mended) {
    try (JsonParser parser = Json.parser(body)) {
      return new DraftReader(arrival, body, mended, parser).drafts();
    }
  }

  private List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (!arrival.wire().isEnvelope()) {
      drafts.add(message(first));
    } else if (first == JsonToken.START_ARRAY) {
      messages(drafts);
    } else {
      envelope(drafts);
    }
    for (int i = 0; i < drafts.size(); i++) {
      finish(drafts.get(i));
    }
    return drafts;
  }

  private void envelope(List<Draft> drafts) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals(arrival.wire().listName()) && token == JsonToken.START_ARRAY) {
        messages(drafts);
      } else if (name.equals("sentAt") || name.equals("sent_at")) {
        sentAt = token.isScalarValue() ? parser.getString() : null;
        parser.skipChildren();
      } else if (name.equals("context") && token == JsonToken.START_OBJECT) {
        Draft shared = blank();
        context(shared);
        contextGroupId = shared.contextGroupId;
        sessionId = shared.sessionId;
      } else {
        parser.skipChildren();
      }
    }
  }

  private void messages(List<Draft> drafts) {
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      drafts.add(message(token));
    }
  }

  private Draft blank() {
    return new Draft(arrival.source(), arrival.wire(), arrival.receivedAt(), arrival.body());
  }

  private Draft message(JsonToken token) {
    Draft draft = blank();
    long begins = parser.currentTokenLocation().getByteOffset();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      draft.fail(
          Fault.Code.NOT_AN_OBJECT, "", "A message must be an object: {\"type\": \"track\", ...}");
    } else if (arrival.wire() == Wire.FACTS) {
      flatten("", 1, draft.properties);
    } else {
      members(draft);
    }
    draft.standsAt(begins, parser.currentLocation().getByteOffset());
    return draft;
  }

  /** What only the envelope or the whole message can tell. */
  private void finish(Draft draft) {
    if (draft.sentAt == null) {
      draft.sentAt = sentAt;
    }
    if (draft.contextGroupId == null) {
      draft.contextGroupId = contextGroupId;
    }
    if (draft.sessionId == null) {
      draft.sessionId = sessionId;
    }
    if (draft.rawBytes() > LONGEST_MESSAGE) {
      draft.fail(
          Fault.Code.TOO_LONG,
          "",
          "The message has "
              + (draft.rawBytes() >> 10)
              + " KB; at most "
              + (LONGEST_MESSAGE >> 10)
              + " KB are taken");
    }
    if (mended
        && !Arrays.equals(
            body, draft.from(), draft.to(), arrival.body(), draft.from(), draft.to())) {
      draft.fail(Fault.Code.NOT_UTF8, "", "The message holds bytes that are no UTF-8 text");
    }
    if (arrival.wire() == Wire.POSTHOG) {
      Posthog.translate(draft);
    }
  }

  private void members(Draft draft) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "type" -> draft.kind = or(text(draft, name, token), draft.kind);
        case "messageId", "uuid" -> draft.messageId = or(text(draft, name, token), draft.messageId);
        case "userId", "distinct_id" -> draft.userId = text(draft, name, token);
        case "anonymousId" -> draft.anonymousId = text(draft, name, token);
        case "groupId" -> draft.groupId = text(draft, name, token);
        case "previousId" -> draft.previousId = text(draft, name, token);
        case "event" -> draft.event = text(draft, name, token);
        case "name" -> draft.name = text(draft, name, token);
        case "category" -> draft.category = text(draft, name, token);
        // Rudder's clients say originalTimestamp; where both stand, it is the client's own.
        case "originalTimestamp" -> {
          String original = text(draft, name, token);
          draft.timestamp = original == null ? draft.timestamp : original;
        }
        case "timestamp" -> {
          String sent = text(draft, name, token);
          draft.timestamp = draft.timestamp == null ? sent : draft.timestamp;
        }
        case "sentAt", "sent_at" -> draft.sentAt = text(draft, name, token);
        case "properties" -> object(draft, name, token, draft.properties);
        case "traits" -> object(draft, name, token, draft.traits);
        case "context" -> {
          if (token == JsonToken.START_OBJECT) {
            context(draft);
          } else {
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private void context(Draft draft) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "groupId" -> draft.contextGroupId = text(draft, "context.groupId", token);
        case "sessionId" -> draft.sessionId = text(draft, "context.sessionId", token);
        case "traits" -> {
          // Rudder's node client repeats the traits of an identify here.
          if (token == JsonToken.START_OBJECT && draft.traits.isEmpty()) {
            flatten("", 1, draft.traits);
          } else {
            parser.skipChildren();
          }
        }
        default -> parser.skipChildren();
      }
    }
  }

  private @Nullable String text(Draft draft, String field, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> {
        String text = Texts.clean(parser.getString());
        yield text.isBlank() ? null : text;
      }
      case VALUE_NUMBER_INT -> parser.getString();
      case VALUE_NULL -> null;
      default -> {
        parser.skipChildren();
        draft.fail(Fault.Code.NOT_TEXT, field, field + " must be text");
        yield null;
      }
    };
  }

  private static String or(@Nullable String one, String other) {
    return one == null ? other : one;
  }

  private void object(Draft draft, String field, JsonToken token, Map<String, String> target) {
    if (token == JsonToken.START_OBJECT) {
      if (field.equals("traits")) {
        target.clear();
      }
      flatten("", 1, target);
    } else {
      parser.skipChildren();
      if (token != JsonToken.VALUE_NULL) {
        draft.fail(Fault.Code.NOT_TEXT, field, field + " must be an object");
      }
    }
  }

  /** Members as text by their path: {@code address.city}; lists and what lies deep as JSON. */
  private void flatten(String prefix, int depth, Map<String, String> target) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String path = prefix + Texts.clean(parser.currentName());
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_OBJECT -> {
          if (depth < DEEPEST_MEMBER) {
            flatten(path + ".", depth + 1, target);
          } else {
            target.put(path, asSent());
          }
        }
        case START_ARRAY -> target.put(path, asSent());
        case VALUE_STRING -> target.put(path, Texts.clean(parser.getString()));
        case VALUE_NULL -> {}
        default -> target.put(path, parser.getString());
      }
    }
  }

  private String asSent() {
    int begins = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int ends = (int) parser.currentLocation().getByteOffset();
    return Texts.clean(new String(body, begins, ends - begins, StandardCharsets.UTF_8));
  }
}
