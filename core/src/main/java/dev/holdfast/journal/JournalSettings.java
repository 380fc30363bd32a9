package dev.holdfast.journal;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;

/**
 * How much the journal may hold.
 *
 * @param segmentBytes size at which a new file is begun
 * @param waitingBytes bytes in memory that may wait for the disk
 * @param backlogBytes bytes on the disk that may wait to be stored for good
 * @param spareBytes bytes of the disk that are left free, so that the stores can go on
 */
public record JournalSettings(
    long segmentBytes, long waitingBytes, long backlogBytes, long spareBytes) {

  private static final long MEGABYTE = 1 << 20;

  public JournalSettings {
    if (segmentBytes <= 0 || waitingBytes <= 0 || backlogBytes <= 0 || spareBytes < 0) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "The sizes of the journal must be 1 byte or more");
    }
  }

  /** Files of 64 MB, 64 MB in memory, a backlog of 8 GB, 512 MB of the disk left free. */
  public static JournalSettings usual() {
    return new JournalSettings(64 * MEGABYTE, 64 * MEGABYTE, 8_192 * MEGABYTE, 512 * MEGABYTE);
  }
}
