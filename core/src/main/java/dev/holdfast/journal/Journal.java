package dev.holdfast.journal;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log of records. A record is confirmed once it has reached the disk; records that
 * wait at the same time share one sync. They are read in order, and forgotten up to a position once
 * somebody has stored them for good.
 *
 * <p>A position is a number of bytes since the journal was first opened. Memory holds only what
 * waits for the disk, within the settings' bound.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final JournalSettings settings;
  private final Segments segments;
  private final JournalWriter writer;
  private final SpareRoom room;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private volatile long released;

  private Journal(Path folder, JournalSettings settings, Disk disk, Segments segments, long end) {
    this.settings = settings;
    this.segments = segments;
    this.room = new SpareRoom(folder, disk, settings.spareBytes());
    this.released = segments.begin(end);
    this.writer = new JournalWriter(settings, disk, segments, end, this::tellGrown);
  }

  /**
   * Opens the journal of a folder, making it when there is none. A record that was being written
   * when the process ended, and so was never confirmed, is cut off.
   *
   * @param storedUpTo up to here everything is stored for good; new records begin behind it
   */
  public static Journal open(Path folder, JournalSettings settings, long storedUpTo) {
    return open(folder, settings, storedUpTo, Disk.real());
  }

  static Journal open(Path folder, JournalSettings settings, long storedUpTo, Disk disk) {
    try {
      Segments segments = Segments.in(folder);
      long end = Math.max(segments.recover(), storedUpTo);
      Journal journal = new Journal(folder, settings, disk, segments, end);
      journal.release(storedUpTo);
      return journal;
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot open the journal in " + folder, e);
    }
  }

  /**
   * Appends a record; the future completes, with its position, once it is on the disk.
   *
   * @param parts the record's bytes, one after the other; left alone until the future completes
   * @throws HoldfastException at once: {@code OVERLOADED} when more waits than may; {@code
   *     OUTSIDE_UNAVAILABLE} when the disk is nearly full or the journal is closed. Nothing of the
   *     record was taken then
   */
  public CompletableFuture<Long> append(List<ByteBuffer> parts) {
    long backlog = backlogBytes();
    if (backlog > settings.backlogBytes()) {
      throw new HoldfastException(
          ErrorCode.OVERLOADED,
          (backlog >> 20) + " MB wait to be stored; nothing more is taken until there are fewer");
    }
    room.check();
    return writer.append(parts);
  }

  /** Where the next record to be confirmed begins. */
  public long end() {
    return writer.end();
  }

  /** Where the first record that is not released begins. */
  public long begin() {
    return Math.max(released, segments.begin(end()));
  }

  /** Bytes that are confirmed and not released. */
  public long backlogBytes() {
    return end() - begin();
  }

  /** How often the disk was asked to make things safe since this was opened. */
  public long syncs() {
    return writer.syncs();
  }

  /**
   * Confirmed records from a position on, in order: about so many bytes, at least one if there is.
   */
  public List<JournalEntry> read(long from, int aboutBytes) {
    return segments.read(Math.max(from, segments.begin(end())), end(), aboutBytes);
  }

  /** Waits until a record behind a position is confirmed, or so long; whether one is. */
  public boolean awaitBehind(long position, long milliseconds) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(milliseconds);
      while (end() <= position && left > 0) {
        left = grown.awaitNanos(left);
      }
      return end() > position;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the records before a position. */
  public void release(long upTo) {
    released = Math.max(released, Math.min(upTo, end()));
    try {
      segments.release(released);
    } catch (IOException e) {
      LOG.warn("a file of the journal could not be removed and is tried again later", e);
    }
  }

  private void tellGrown() {
    lock.lock();
    try {
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets what waits finish, then stops. */
  @Override
  public void close() {
    writer.close();
  }
}
