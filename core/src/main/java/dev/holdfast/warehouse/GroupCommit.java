package dev.holdfast.warehouse;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The one writer: takes waiting changes, runs them in one transaction, commits, acknowledges. */
final class GroupCommit implements AutoCloseable {

  /** Changes that may wait before a caller has to: bounds memory. */
  private static final int WAITING_LIMIT = 4096;

  /** Changes that share one commit at most: bounds how long one of them waits for the others. */
  private static final int GROUP_LIMIT = 512;

  private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(WAITING_LIMIT);
  private final DuckDBConnection root;
  private final Function<Connection, DSLContext> context;
  private final InstantSource clock;
  private final Thread thread;
  private Instant lastRecordedAt = Instant.EPOCH;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong settledCommits = new AtomicLong();
  private volatile boolean closed;
  private DuckDBConnection connection;

  GroupCommit(DuckDBConnection root, Function<Connection, DSLContext> context, InstantSource clock)
      throws SQLException {
    this.root = root;
    this.context = context;
    this.clock = clock;
    this.connection = root.duplicate();
    this.thread = Thread.ofPlatform().name("warehouse-writer").daemon(true).start(this::serve);
  }

  /** How a change wants to be committed. */
  enum Kind {
    /** Together with others that wait. */
    SHARED,
    /** In a transaction of its own. */
    ALONE,
    /** The same; what it adds shows only with the next change that is none of these. */
    STREAMED
  }

  <T> CompletableFuture<T> submit(Write<T> write, Kind kind) {
    Waiting<T> waiting = new Waiting<>(write, kind, new CompletableFuture<>());
    if (closed) {
      waiting.fail(new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "Holdfast is stopping"));
      return waiting.done;
    }
    try {
      queue.put(waiting);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      waiting.fail(new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "interrupted", e));
    }
    return waiting.done;
  }

  synchronized void recordAfter(Instant instant) {
    if (instant.isAfter(lastRecordedAt)) {
      lastRecordedAt = instant;
    }
  }

  long commits() {
    return commits.get();
  }

  long settledCommits() {
    return settledCommits.get();
  }

  /** Lets the waiting changes finish, then stops. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "cannot close the writer", e);
    }
  }

  private void serve() {
    @Nullable Waiting<?> held = null;
    while (!closed || held != null || !queue.isEmpty()) {
      List<Waiting<?>> group = new ArrayList<>();
      try {
        Waiting<?> first = held != null ? held : queue.take();
        held = null;
        group.add(first);
        while (first.kind == Kind.SHARED && group.size() < GROUP_LIMIT) {
          Waiting<?> next = queue.poll();
          if (next == null) {
            break;
          }
          if (next.kind != Kind.SHARED) {
            held = next;
            break;
          }
          group.add(next);
        }
      } catch (InterruptedException e) {
        continue; // asked to stop: the loop condition decides once the queue is empty
      }
      commit(group);
    }
  }

  private void commit(List<Waiting<?>> group) {
    Thread.interrupted(); // the engine must not see the request to stop
    try {
      say("begin transaction"); // the driver would begin with the first statement, not with appends
      Instant recordedAt = nextRecordedAt();
      Writer writer = new Writer(connection, context.apply(connection), recordedAt);
      for (Waiting<?> waiting : group) {
        waiting.run(writer);
      }
      say("commit");
      commits.incrementAndGet(); // before anybody is told, so that who was told sees it counted
      if (group.getFirst().kind != Kind.STREAMED) {
        settledCommits.incrementAndGet();
      }
      group.forEach(Waiting::acknowledge);
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      if (group.size() == 1) {
        group.getFirst().fail(e);
      } else {
        group.forEach(waiting -> commit(List.of(waiting)));
      }
    }
  }

  private void say(String statement) throws SQLException {
    try (Statement said = connection.createStatement()) {
      said.execute(statement);
    }
  }

  /** Takes back what a change that failed had done. */
  private void rollback(Exception cause) {
    try {
      say("rollback");
    } catch (SQLException e) { // as after a commit that failed on a full disk
      cause.addSuppressed(e);
      try {
        DuckDBConnection spoiled = connection;
        connection = root.duplicate();
        spoiled.close();
      } catch (SQLException stillFailing) {
        cause.addSuppressed(stillFailing);
      }
    }
  }

  private synchronized Instant nextRecordedAt() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    lastRecordedAt = now.isAfter(lastRecordedAt) ? now : lastRecordedAt.plus(1, ChronoUnit.MICROS);
    return lastRecordedAt;
  }

  /** A change that waits for its commit. */
  private static final class Waiting<T> {
    private final Write<T> write;
    private final Kind kind;
    private final CompletableFuture<T> done;
    private @Nullable T result;

    Waiting(Write<T> write, Kind kind, CompletableFuture<T> done) {
      this.write = write;
      this.kind = kind;
      this.done = done;
    }

    void run(Writer writer) {
      result = write.run(writer);
    }

    @SuppressWarnings("NullAway") // a write that returns nothing completes with null, as Void does
    void acknowledge() {
      done.complete(result);
    }

    void fail(Exception e) {
      done.completeExceptionally(e);
    }
  }
}
