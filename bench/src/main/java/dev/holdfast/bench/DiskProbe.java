package dev.holdfast.bench;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * How long the disk takes to make a small append durable: without it, rates of commits on two
 * machines, or at two times on a shared one, cannot be compared.
 */
public final class DiskProbe {

  private static final int BYTES = 8_192;
  private static final int APPENDS = 200;

  private DiskProbe() {}

  /**
   * What the disk took.
   *
   * @param bytes size of each append
   * @param p50Millis median of fdatasync after it
   * @param p99Millis its 99th percentile
   */
  public record Result(int bytes, double p50Millis, double p99Millis) {}

  /** Appends to a file in a folder, which is made; the file is deleted. */
  public static Result run(Path folder) {
    long[] nanos = new long[APPENDS];
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "disk", ".probe");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < APPENDS; i++) {
          channel.write(bytes.rewind());
          long start = System.nanoTime();
          channel.force(false);
          nanos[i] = System.nanoTime() - start;
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write to " + folder, e);
    }
    Arrays.sort(nanos);
    return new Result(BYTES, nanos[APPENDS / 2] / 1e6, nanos[APPENDS * 99 / 100] / 1e6);
  }
}
