package dev.holdfast.journal;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes all records that wait, writes them, syncs once, confirms them.
 *
 * <p>When the disk fails, the records of that sync are refused, what was written of them is cut
 * off, and the next ones go into a new file: after a failed sync nothing is known of the old one's
 * end.
 */
final class JournalWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
  private static final int BUFFER_BYTES = 1 << 20;

  /** A sync is shared by at most so many bytes, which bounds how long one waits for the others. */
  private static final long GROUP_BYTES = 16 << 20;

  private record Waiting(List<ByteBuffer> parts, int length, CompletableFuture<Long> done) {}

  private final JournalSettings settings;
  private final Disk disk;
  private final Segments segments;
  private final Runnable grown;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong syncs = new AtomicLong();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Thread thread;
  private volatile long end;
  private volatile boolean closed;
  private boolean failing;

  // of the writing thread
  private Disk.@Nullable Output output;
  private long base;

  JournalWriter(JournalSettings settings, Disk disk, Segments segments, long end, Runnable grown) {
    this.settings = settings;
    this.disk = disk;
    this.segments = segments;
    this.end = end;
    this.grown = grown;
    this.thread = Thread.ofPlatform().name("journal").daemon(true).start(this::serve);
  }

  long end() {
    return end;
  }

  long syncs() {
    return syncs.get();
  }

  CompletableFuture<Long> append(List<ByteBuffer> parts) {
    int length = Frame.length(parts);
    if (closed) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "Holdfast is stopping");
    }
    if (waitingBytes.addAndGet(length) > settings.waitingBytes()) {
      waitingBytes.addAndGet(-length);
      throw new HoldfastException(
          ErrorCode.OVERLOADED, "The disk is slower than what arrives; try again in a moment");
    }
    Waiting waiting = new Waiting(parts, length, new CompletableFuture<>());
    queue.add(waiting);
    if (closed && queue.remove(waiting)) {
      waiting.done.completeExceptionally(
          new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "Holdfast is stopping"));
    }
    return waiting.done;
  }

  private void serve() {
    List<Waiting> group = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      group.clear();
      try {
        Waiting next = queue.take();
        long bytes = 0;
        while (next != null) {
          group.add(next);
          bytes += next.length;
          next = bytes < GROUP_BYTES ? queue.poll() : null;
        }
      } catch (InterruptedException e) {
        continue; // asked to stop: the loop ends once nothing waits
      }
      confirm(group);
    }
    Thread.interrupted();
    abandon();
  }

  private void confirm(List<Waiting> group) {
    Thread.interrupted(); // else the channel would take the request to stop for one to close
    try {
      Disk.Output file = output();
      long position = end;
      List<Long> positions = new ArrayList<>(group.size());
      buffer.clear();
      for (Waiting waiting : group) {
        positions.add(position);
        put(file, waiting);
        position += Frame.HEADER_BYTES + waiting.length;
      }
      file.write(buffer.flip());
      file.force();
      syncs.incrementAndGet();
      end = position;
      if (failing) {
        LOG.info("The journal can be written again");
      }
      failing = false;
      grown.run();
      for (int i = 0; i < group.size(); i++) {
        settle(group.get(i)).complete(positions.get(i));
      }
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("The journal could not be written; requests are refused until it can be", e);
      }
      failing = true;
      abandon();
      HoldfastException refusal =
          new HoldfastException(
              ErrorCode.OUTSIDE_UNAVAILABLE, "the journal could not be written: " + e, e);
      group.forEach(waiting -> settle(waiting).completeExceptionally(refusal));
    }
  }

  private CompletableFuture<Long> settle(Waiting waiting) {
    waitingBytes.addAndGet(-waiting.length);
    return waiting.done;
  }

  private Disk.Output output() throws IOException {
    if (output != null && end - base >= settings.segmentBytes()) {
      output.close();
      output = null;
    }
    if (output == null) {
      Path file = segments.file(end);
      output = disk.create(file);
      base = end;
      segments.add(base, file);
    }
    return output;
  }

  private void put(Disk.Output file, Waiting waiting) throws IOException {
    if (buffer.remaining() < Frame.HEADER_BYTES) {
      file.write(buffer.flip());
      buffer.clear();
    }
    Frame.putHeader(buffer, waiting.parts, waiting.length);
    for (ByteBuffer part : waiting.parts) {
      ByteBuffer rest = part.duplicate();
      while (rest.hasRemaining()) {
        if (!buffer.hasRemaining()) {
          file.write(buffer.flip());
          buffer.clear();
        }
        int fits = Math.min(rest.remaining(), buffer.remaining());
        buffer.put(rest.slice(rest.position(), fits));
        rest.position(rest.position() + fits);
      }
    }
  }

  /** Cuts off what was not confirmed and turns away from the file. */
  private void abandon() {
    if (output == null) {
      return;
    }
    try (Disk.Output left = output) {
      left.truncate(end - base);
    } catch (IOException e) {
      LOG.warn("the end of a file of the journal could not be cut off; it is not read", e);
    } finally {
      output = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
