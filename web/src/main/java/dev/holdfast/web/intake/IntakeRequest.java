package dev.holdfast.web.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.web.intake.Refused.RefusedException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request with messages, from its first byte to its answer. No thread waits for it: the server
 * calls when bytes are there, the journal when they are safe.
 */
final class IntakeRequest implements ReadListener, AsyncListener {

  private static final Logger LOG = LoggerFactory.getLogger(IntakeRequest.class);

  private final MessageDesk desk;
  private final Route.Messages route;
  private final AsyncContext async;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ServletInputStream in;
  private final InFlight.Share memory;
  private final Body body;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile boolean complete;

  IntakeRequest(
      MessageDesk desk, Route.Messages route, AsyncContext async, InFlight.Share memory, Body body)
      throws IOException {
    this.desk = desk;
    this.route = route;
    this.async = async;
    this.request = (HttpServletRequest) async.getRequest();
    this.response = (HttpServletResponse) async.getResponse();
    this.in = request.getInputStream();
    this.memory = memory;
    this.body = body;
  }

  void begin() {
    async.addListener(this);
    in.setReadListener(this);
  }

  @Override
  public void onDataAvailable() throws IOException {
    try {
      while (in.isReady() && !in.isFinished()) {
        if (!body.readSome(in)) {
          return;
        }
      }
    } catch (RefusedException e) {
      refuse(e.refused());
    }
  }

  @Override
  public void onAllDataRead() {
    if (answered.get()) {
      return;
    }
    complete = true;
    try {
      byte[] plain = body.unpacked(request.getHeader("Content-Encoding"));
      CompletableFuture<?> _ = // it answers, whatever comes
          desk.take(route.wire(), request, plain).whenComplete(this::settle);
    } catch (RefusedException e) {
      refuse(e.refused());
    } catch (RuntimeException e) {
      refuse(desk.refusal(e));
    }
  }

  private void settle(MessageDesk.@Nullable Reply reply, @Nullable Throwable failure) {
    if (reply != null) {
      end(() -> reply.write(response));
    } else if (failure != null) {
      refuse(desk.refusal(unwrapped(failure)));
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private void refuse(Refused refused) {
    desk.counts().add(refused.reason());
    end(() -> {
      if (!complete) {
        // What still comes is not read: the connection cannot be used again.
        response.setHeader("Connection", "close");
      }
      Answer.refused(response, refused);
    });
  }

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private void end(Writing writing) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    memory.close();
    try {
      writing.write();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("the client has gone before its answer", e);
    }
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the connection has ended", e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.debug("the client broke off", failure);
    end(() -> {});
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    refuse(
        complete
            ? new Refused(
                Refused.Reason.NOT_READY, 503, "The disk takes too long; please send it again")
            : new Refused(
                Refused.Reason.TOO_SLOW,
                408,
                "The body did not arrive in time; nothing was taken, please send it again"));
  }

  @Override
  public void onError(AsyncEvent event) {
    end(() -> {});
  }

  @Override
  public void onComplete(AsyncEvent event) {
    memory.close();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // never started twice
  }

  /** Whose fault it is when a request could not be taken. */
  static Refused refusal(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return refused.refused();
    }
    if (failure instanceof HoldfastException known) {
      if (known.code() == ErrorCode.OVERLOADED) {
        return Refused.overloaded(String.valueOf(known.getMessage()));
      }
      if (known.code().fault() == ErrorCode.Fault.USER) {
        return new Refused(Refused.Reason.NOT_READABLE, 400, String.valueOf(known.getMessage()));
      }
      LOG.debug("a request could not be kept", failure); // the journal has told, once
    } else {
      LOG.warn("a request could not be kept", failure);
    }
    return new Refused(
        Refused.Reason.NOT_READY,
        503,
        "Storage is not ready; nothing was taken, please send it again");
  }
}
