package dev.holdfast.web.intake;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.stream.Arrival;
import dev.holdfast.stream.Arrivals;
import dev.holdfast.stream.Envelope;
import dev.holdfast.stream.Wire;
import dev.holdfast.web.intake.Refused.RefusedException;
import dev.holdfast.workspace.IdempotencyKeys;
import dev.holdfast.workspace.Sources;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides about a request whose body is there: whose it is, whether it can be read, keep it. */
final class MessageDesk {

  private final Arrivals arrivals;
  private final Sources sources;
  private final IdempotencyKeys idempotency;
  private final IntakeCounts counts;
  private final InstantSource clock;

  MessageDesk(
      Arrivals arrivals,
      Sources sources,
      IdempotencyKeys idempotency,
      IntakeCounts counts,
      InstantSource clock) {
    this.arrivals = arrivals;
    this.sources = sources;
    this.idempotency = idempotency;
    this.counts = counts;
    this.clock = clock;
  }

  /** What is written once a request is safe. */
  @FunctionalInterface
  interface Reply {
    void write(HttpServletResponse response) throws IOException;
  }

  private record Facts(boolean success, int facts) {}

  IntakeCounts counts() {
    return counts;
  }

  Refused refusal(Throwable failure) {
    return IntakeRequest.refusal(failure);
  }

  /** Whose key the headers carry; empty when they carry none that decides. */
  Optional<String> source(HttpServletRequest request) throws RefusedException {
    Optional<Credentials.Given> given = Credentials.of(request);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> source = source(given.get().key());
    if (source.isEmpty() && given.get().certain()) {
      throw Refused.unknownKey().exception();
    }
    return source;
  }

  /** The source that a key belongs to, as long as the key works. */
  Optional<String> source(@Nullable String writeKey) {
    return writeKey != null && sources.check(writeKey) instanceof Sources.Known known
        ? Optional.of(known.source())
        : Optional.empty();
  }

  /** Keeps a request; the reply is given once it is safe. */
  CompletableFuture<Reply> take(Wire wire, HttpServletRequest request, byte[] body)
      throws RefusedException {
    Optional<String> byHeader = source(request);
    Envelope envelope;
    try {
      envelope = Envelope.of(body, wire);
    } catch (HoldfastException unreadable) {
      return keepUnreadable(wire, request, body, byHeader, unreadable);
    }
    String source =
        byHeader
            .or(() -> source(envelope.writeKey()))
            .orElseThrow(() -> Refused.unknownKey().exception());
    if (wire == Wire.FACTS) {
      return takeFacts(request, body, source, envelope.messages());
    }
    return arrivals
        .accept(arrival(wire, request, body, source, "", true))
        .thenApply(position -> {
          counts.addSafe(envelope.messages());
          return Answer::success;
        });
  }

  /** What cannot be read is kept too, so that nothing is lost; the client is told all the same. */
  private CompletableFuture<Reply> keepUnreadable(
      Wire wire,
      HttpServletRequest request,
      byte[] body,
      Optional<String> byHeader,
      HoldfastException unreadable)
      throws RefusedException {
    Refused refused =
        new Refused(Refused.Reason.NOT_READABLE, 400, String.valueOf(unreadable.getMessage()));
    Optional<String> source = byHeader.or(() -> source(Envelope.keyOfUnreadable(body)));
    if (source.isEmpty() || body.length == 0) {
      throw refused.exception();
    }
    counts.add(refused.reason());
    return arrivals
        .accept(arrival(wire, request, body, source.get(), "", false))
        .thenApply(position -> response -> Answer.refused(response, refused));
  }

  private CompletableFuture<Reply> takeFacts(
      HttpServletRequest request, byte[] body, String source, int facts) throws RefusedException {
    Reply reply = response -> Answer.json(response, 200, new Facts(true, facts));
    String key = request.getHeader("Idempotency-Key");
    if (key == null) {
      return arrivals
          .accept(arrival(Wire.FACTS, request, body, source, "", true))
          .thenApply(position -> reply);
    }
    if (key.isBlank() || key.length() > IdempotencyKeys.LONGEST) {
      throw new Refused(
              Refused.Reason.NOT_ALLOWED,
              400,
              "Idempotency-Key must have 1 to " + IdempotencyKeys.LONGEST + " characters")
          .exception();
    }
    return switch (idempotency.claim(source, key, body)) {
      case OTHER_BODY ->
          throw new Refused(
                  Refused.Reason.NOT_ALLOWED,
                  422,
                  "This Idempotency-Key was sent with another body; use a new one")
              .exception();
      case DONE ->
          CompletableFuture.completedFuture(response -> {
            response.setHeader("Idempotent-Replayed", "true");
            reply.write(response);
          });
      case NEW ->
          arrivals
              .accept(arrival(Wire.FACTS, request, body, source, key, true))
              .thenApplyAsync(position -> { // the journal's thread must not wait for another disk
                idempotency.done(source, key);
                return reply;
              });
    };
  }

  private Arrival arrival(
      Wire wire,
      HttpServletRequest request,
      byte[] body,
      String source,
      String batchId,
      boolean readable) {
    return new Arrival(source, wire, clock.instant(), retry(request), batchId, readable, body);
  }

  private static int retry(HttpServletRequest request) {
    String count = request.getHeader("X-Retry-Count");
    return count != null && count.matches("[0-9]{1,6}") ? Integer.parseInt(count) : 0;
  }
}
