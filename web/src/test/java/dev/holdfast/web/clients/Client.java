package dev.holdfast.web.clients;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A released tracking client, unmodified, that sends to a server. */
interface Client {

  /** How many messages come before the tracks: an identify, a group and a page. */
  int OPENING = 3;

  /** The clients there are. */
  List<String> NAMES =
      List.of(
          "analytics-java",
          "rudder-sdk-java",
          "analytics-node",
          "rudder-sdk-node",
          "posthog-node",
          "analytics.js",
          "analytics.js in batches");

  /** One of {@link #NAMES}, with a time for all it sends. */
  static Client named(String name, Duration limit) {
    return switch (name) {
      case "analytics-java" -> new SegmentJavaClient(limit);
      case "rudder-sdk-java" -> new RudderJavaClient(limit);
      case "analytics-node" -> new NodeClient(NodeClient.Script.SEGMENT, limit);
      case "rudder-sdk-node" -> new NodeClient(NodeClient.Script.RUDDER, limit);
      case "posthog-node" -> new NodeClient(NodeClient.Script.POSTHOG, limit);
      case "analytics.js" -> new AnalyticsJsClient(AnalyticsJsClient.Delivery.SINGLE, limit);
      case "analytics.js in batches" ->
          new AnalyticsJsClient(AnalyticsJsClient.Delivery.BATCHES, limit);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A client's name in the form that sources' names and ids have. */
  static String word(String name) {
    return name.replaceAll("[^a-z]+", "-");
  }

  /** The group that a client tells of: one of its own, so that each of its messages tells news. */
  static String group(String prefix) {
    return prefix + "-acme";
  }

  /**
   * Sends an identify, a group, a page and then a number of tracks, and waits until the client says
   * that the server has them all.
   *
   * @param host the server's address without a path
   * @param prefix what starts each message id, where the client lets its caller choose; else the
   *     client's own ids are returned
   * @return the ids of all messages, {@link #OPENING} more than the tracks
   * @throws IllegalStateException where the client gave a message up or was not done in time
   */
  List<String> send(URI host, String writeKey, int count, String prefix);
}
