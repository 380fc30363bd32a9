package dev.holdfast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The part of a file system that the journal writes through; a test's double can fail in it. */
interface Disk {

  /** A file that is written at its end. */
  interface Output extends AutoCloseable {

    /** Writes all of the bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns once what was written is on the disk. */
    void force() throws IOException;

    /** Cuts the file off. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Makes an empty file, on the disk before this returns. */
  Output create(Path file) throws IOException;

  /** How many bytes can still be written. */
  long usableBytes(Path folder) throws IOException;

  /** The machine's own. */
  static Disk real() {
    return new Real();
  }

  /** The machine's own. */
  final class Real implements Disk {

    @Override
    public Output create(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      forceFolder(file.toAbsolutePath().resolveSibling("."));
      return new Channel(channel);
    }

    /** Else a crash may forget the name of a file whose content is safe. */
    private static void forceFolder(Path folder) throws IOException {
      if (!System.getProperty("os.name", "").startsWith("Windows")) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
      return Files.getFileStore(folder).getUsableSpace();
    }
  }

  /** A file of the machine's own. */
  record Channel(FileChannel channel) implements Output {

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
