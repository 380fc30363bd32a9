package dev.holdfast.journal;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses when the disk is nearly full; looks at most once a second. */
final class SpareRoom {

  private static final Logger LOG = LoggerFactory.getLogger(SpareRoom.class);

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Path folder;
  private final Disk disk;
  private final long spareBytes;
  private volatile long lookedAt = System.nanoTime() - LOOK_EVERY;
  private volatile long usableBytes;
  private final AtomicBoolean refusing = new AtomicBoolean();

  SpareRoom(Path folder, Disk disk, long spareBytes) {
    this.folder = folder;
    this.disk = disk;
    this.spareBytes = spareBytes;
  }

  /**
   * @throws HoldfastException {@code OUTSIDE_UNAVAILABLE} when less than the spare bytes are left
   */
  void check() {
    if (System.nanoTime() - lookedAt >= LOOK_EVERY) {
      try {
        usableBytes = disk.usableBytes(folder);
        lookedAt = System.nanoTime();
      } catch (IOException e) {
        throw new HoldfastException(
            ErrorCode.OUTSIDE_UNAVAILABLE, "the disk of " + folder + " does not answer", e);
      }
    }
    if (usableBytes < spareBytes) {
      String says =
          "only "
              + (usableBytes >> 20)
              + " MB are left on the disk of "
              + folder
              + "; make room, or lower intake.spare-disk";
      if (refusing.compareAndSet(false, true)) {
        LOG.warn("Messages are refused until there is more room: {}", says);
      }
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, says);
    }
    if (refusing.compareAndSet(true, false)) {
      LOG.info("There is room again; messages are taken");
    }
  }
}
