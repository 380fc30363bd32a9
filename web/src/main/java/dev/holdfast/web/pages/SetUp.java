package dev.holdfast.web.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Lines to copy that send a first message, one way for each client. They are those of {@code
 * docs/guide/sending.md}, with an address and a key in them.
 *
 * @param ways the ways there are, in the order they are shown
 */
public record SetUp(List<Way> ways) {

  /** Stands where the key belongs. */
  static final String PLACEHOLDER = "WRITE_KEY";

  private static final String EXAMPLE_ADDRESS = "https://holdfast.example.com";

  private static final List<Way> WAYS =
      List.of(
          way("Node.js, Segment", "npm install @segment/analytics-node", "segment-node"),
          way("A web page, Segment", "goes into its head", "web-page"),
          way(
              "Node.js, RudderStack",
              "npm install @rudderstack/rudder-sdk-node",
              "rudderstack-node"),
          way("Node.js, PostHog", "npm install posthog-node", "posthog-node"),
          way("Java, Segment", "com.segment.analytics.java:analytics:3.5.4", "segment-java"),
          way(
              "Java, RudderStack",
              "com.rudderstack.sdk.java.analytics:analytics:3.1.2",
              "rudderstack-java"),
          way("A terminal, curl", "any program that posts JSON", "curl"));

  /**
   * One way.
   *
   * @param title which client
   * @param needs what to install, or where the lines go
   * @param lines to copy
   */
  public record Way(String title, String needs, String lines) {

    private Way with(String address, String key) {
      return new Way(
          title, needs, lines.replace(EXAMPLE_ADDRESS, address).replace(PLACEHOLDER, key));
    }

    /** Leaves the lines out: they may hold a key. */
    @Override
    public String toString() {
      return "Way[" + title + "]";
    }
  }

  public SetUp {
    ways = List.copyOf(ways);
  }

  /** With the address of this Holdfast and a key. */
  static SetUp of(String address, String key) {
    return new SetUp(WAYS.stream().map(way -> way.with(address, key)).toList());
  }

  private static Way way(String title, String needs, String file) {
    String name = "/holdfast/web/set-up/" + file + ".txt";
    try (InputStream in = Objects.requireNonNull(SetUp.class.getResourceAsStream(name), name)) {
      return new Way(
          title, needs, new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
