package dev.holdfast.web.clients;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a client says became of its messages. */
final class Delivery {

  private final CountDownLatch open;
  private final List<String> failures = new CopyOnWriteArrayList<>();

  Delivery(int messages) {
    open = new CountDownLatch(messages);
  }

  void delivered() {
    open.countDown();
  }

  void givenUp(String id, Throwable reason) {
    failures.add(id + ": " + reason);
    open.countDown();
  }

  /** Waits until every message was delivered; complains where one was not. */
  void await(Duration limit) {
    try {
      if (!open.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            open.getCount() + " messages not delivered within " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("given up: " + failures);
    }
  }
}
