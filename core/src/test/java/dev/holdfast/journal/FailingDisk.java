package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The machine's disk, which a test fills up, breaks or slows down. */
final class FailingDisk implements Disk {

  private final Disk real = Disk.real();

  /** Bytes that can still be written. */
  volatile long room = Long.MAX_VALUE;

  volatile boolean failForce;
  volatile boolean failTruncate;
  volatile @Nullable CountDownLatch forceWaitsFor;

  @Override
  public Output create(Path file) throws IOException {
    return new Failing(real.create(file));
  }

  @Override
  public long usableBytes(Path folder) {
    return room;
  }

  private final class Failing implements Output {

    private final Output file;

    Failing(Output file) {
      this.file = file;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > room) {
        // A full disk takes a part.
        file.write(bytes.slice(bytes.position(), (int) Math.max(0, room)));
        throw new IOException("No space left on device");
      }
      file.write(bytes);
    }

    @Override
    public void force() throws IOException {
      CountDownLatch latch = forceWaitsFor;
      if (latch != null) {
        try {
          latch.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (failForce) {
        throw new IOException("Input/output error");
      }
      file.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      if (failTruncate) {
        throw new IOException("Input/output error");
      }
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
