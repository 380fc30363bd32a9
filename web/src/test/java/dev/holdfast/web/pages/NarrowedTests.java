package dev.holdfast.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stream.FailedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarrowedTests {

  private static final List<FailedEvents.Count> COUNTS =
      List.of(
          count("web", "missing", "event", 2),
          count("app", "not_utf8", "", 3),
          count("app", "missing", "event", 4));

  private static FailedEvents.Count count(String source, String code, String field, long messages) {
    return new FailedEvents.Count(source, code, field, "", messages, Instant.EPOCH);
  }

  @Test
  void aFormNamesCodeAndFieldInOne() {
    assertThat(Narrowed.of(Map.of("reason", "missing:event", "source", "web", "q", " x ")))
        .isEqualTo(new Narrowed("web", "missing", "event", "x"));
    assertThat(Narrowed.of(Map.of("reason", "not_utf8:")))
        .isEqualTo(new Narrowed("", "not_utf8", "", ""));
    assertThat(Narrowed.of(Map.of("code", "missing", "field", "event")))
        .isEqualTo(new Narrowed("", "missing", "event", ""));
    assertThat(Narrowed.of(Map.of("reason", "")).isNarrow()).isFalse();
  }

  @Test
  void reasonsAreAddedUpOverSourcesTheMostFrequentFirst() {
    assertThat(new Narrowed("", "not_utf8", "", "").reasons(COUNTS))
        .containsExactly(
            new Narrowed.Option("", "All reasons", false),
            new Narrowed.Option("missing:event", "missing: event (6)", false),
            new Narrowed.Option("not_utf8:", "bytes that are no text (3)", true));
    assertThat(new Narrowed("", "", "", "").sources(COUNTS))
        .containsExactly(
            new Narrowed.Option("", "All sources", true),
            new Narrowed.Option("app", "app (7)", false),
            new Narrowed.Option("web", "web (2)", false));
  }

  @Test
  void whatIsChosenStaysThoughNothingWaitsForItAnyMore() {
    Narrowed narrowed = new Narrowed("web", "missing", "userId", "");
    assertThat(narrowed.reasons(COUNTS))
        .last()
        .isEqualTo(new Narrowed.Option("missing:userId", "missing: userId", true));
    assertThat(narrowed.sources(List.of()))
        .last()
        .isEqualTo(new Narrowed.Option("web", "web", true));
  }
}
