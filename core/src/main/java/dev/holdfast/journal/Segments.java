package dev.holdfast.journal;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a journal, each named after the position at which it begins. A file ends where the
 * next one begins; what stands behind that was never confirmed.
 */
final class Segments {

  private static final Logger LOG = LoggerFactory.getLogger(Segments.class);
  private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.journal");
  private static final int DIGITS = 19;

  /** So many bytes of a damaged stretch are handed out. */
  private static final long MOST_DAMAGED = 1 << 20;

  private final Path folder;
  private final ConcurrentSkipListMap<Long, Path> byBase = new ConcurrentSkipListMap<>();

  private Segments(Path folder) {
    this.folder = folder;
  }

  /** Finds the files of a folder, which is made when there is none. */
  static Segments in(Path folder) throws IOException {
    Segments segments = new Segments(folder);
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .forEach(file -> segments.byBase.put(base(file), file));
    }
    return segments;
  }

  private static long base(Path file) {
    return Long.parseLong(String.valueOf(file.getFileName()).substring(0, DIGITS));
  }

  /** The first position there is; {@code end} when there is none. */
  long begin(long end) {
    return byBase.isEmpty() ? end : byBase.firstKey();
  }

  /**
   * Cuts off the record that was being written when the process ended, and says where the last
   * whole one ends; 0 when there is none.
   */
  long recover() throws IOException {
    Map.Entry<Long, Path> last = byBase.lastEntry();
    if (last == null) {
      return 0;
    }
    try (FileChannel file =
        FileChannel.open(last.getValue(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = file.size();
      long whole = 0;
      ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
      while (size - whole >= Frame.HEADER_BYTES) {
        readFully(file, header.clear(), whole);
        int length = header.flip().getInt();
        if (!fits(length, size - whole)) {
          break;
        }
        whole += Frame.HEADER_BYTES + length;
      }
      if (whole < size) {
        LOG.info(
            "{}: {} bytes of a record that was never confirmed are cut off", last, size - whole);
        file.truncate(whole);
        file.force(true);
      }
      if (whole == 0) {
        Files.delete(last.getValue());
        byBase.remove(last.getKey());
      }
      return last.getKey() + whole;
    }
  }

  /** The file that begins at a position, to be made. */
  Path file(long base) {
    return folder.resolve(String.format(java.util.Locale.ROOT, "%019d.journal", base));
  }

  /** From now on a file is there to be read. */
  void add(long base, Path file) {
    byBase.put(base, file);
  }

  /** Removes the files all of which lies before a position, but for the last. */
  void release(long upTo) throws IOException {
    while (byBase.size() > 1) {
      Map.Entry<Long, Path> first = byBase.firstEntry();
      Long next = byBase.higherKey(first.getKey());
      if (next == null || next > upTo) {
        return;
      }
      Files.deleteIfExists(first.getValue());
      byBase.remove(first.getKey());
    }
  }

  /** Whole records from a position on, in order, about so many bytes; at least one if there is. */
  List<JournalEntry> read(long from, long end, int aboutBytes) {
    List<JournalEntry> entries = new ArrayList<>();
    long position = from;
    int left = aboutBytes;
    try {
      while (position < end && left > 0) {
        Map.Entry<Long, Path> segment = byBase.floorEntry(position);
        if (segment == null) {
          position = begin(end);
          continue;
        }
        Long next = byBase.higherKey(segment.getKey());
        long segmentEnd = next == null ? end : Math.min(next, end);
        if (position < segmentEnd) {
          try (FileChannel file = FileChannel.open(segment.getValue(), StandardOpenOption.READ)) {
            long before = position;
            position = read(file, segment.getKey(), position, segmentEnd, left, entries);
            left -= (int) Math.min(position - before, left);
          }
        } else {
          position = segmentEnd;
        }
      }
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read the journal in " + folder, e);
    }
    return entries;
  }

  /** Reads whole records of one file; says where the one after them begins. */
  private static long read(
      FileChannel file, long base, long from, long end, int bytes, List<JournalEntry> entries)
      throws IOException {
    ByteBuffer chunk =
        bytes(file, from - base, Math.min(Math.max(bytes, Frame.HEADER_BYTES), end - from));
    long position = from;
    while (chunk.remaining() >= Frame.HEADER_BYTES) {
      int length = chunk.getInt(chunk.position());
      if (!fits(length, end - position)) {
        return addDamaged(file, base, position, end, entries);
      }
      if (length > chunk.remaining() - Frame.HEADER_BYTES) {
        if (position > from) {
          return position; // the next one is read with the next chunk
        }
        chunk = bytes(file, from - base, (long) Frame.HEADER_BYTES + length);
      }
      position = add(chunk, position, entries);
    }
    return position > from ? position : addDamaged(file, base, position, end, entries);
  }

  /** Nobody knows where the next record begins, so the rest of the file is one. */
  private static long addDamaged(
      FileChannel file, long base, long position, long end, List<JournalEntry> entries)
      throws IOException {
    byte[] kept = bytes(file, position - base, Math.min(end - position, MOST_DAMAGED)).array();
    entries.add(new JournalEntry(position, end, kept, false));
    return end;
  }

  private static boolean fits(int length, long there) {
    return length > 0 && length <= there - Frame.HEADER_BYTES;
  }

  private static long add(ByteBuffer chunk, long position, List<JournalEntry> entries) {
    byte[] payload = new byte[chunk.getInt()];
    int crc = chunk.getInt();
    chunk.get(payload);
    long next = position + Frame.HEADER_BYTES + payload.length;
    entries.add(new JournalEntry(position, next, payload, Frame.isSound(crc, payload)));
    return next;
  }

  private static ByteBuffer bytes(FileChannel file, long at, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
    readFully(file, bytes, at);
    return bytes.flip();
  }

  private static void readFully(FileChannel file, ByteBuffer target, long at) throws IOException {
    long position = at;
    while (target.hasRemaining()) {
      int read = file.read(target, position);
      if (read < 0) {
        throw new EOFException("the journal ends before position " + position + " of its file");
      }
      position += read;
    }
  }
}
