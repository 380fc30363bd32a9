package dev.holdfast.reports;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Questions that do not need each other's answers, asked at the same time: planning a statement
 * keeps one core busy, and a page asks a dozen.
 *
 * <p>An answer that failed fails with the same exception for whoever waits for it. Closing waits
 * until nothing is asked any more.
 */
final class Together implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Asks now; the result waits for the answer. */
  <T> Supplier<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(question, threads);
    return () -> {
      try {
        return answer.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw e;
      }
    };
  }

  /** Asks if a condition holds; there is no answer otherwise. */
  <T> Supplier<Optional<T>> ask(boolean condition, Supplier<T> question) {
    return condition ? ask(() -> Optional.of(question.get())) : Optional::empty;
  }

  @Override
  public void close() {
    threads.close();
  }
}
