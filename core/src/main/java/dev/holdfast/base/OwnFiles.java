package dev.holdfast.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the files in which a company keeps its definitions. */
public final class OwnFiles {

  private OwnFiles() {}

  /**
   * Replaces files; their folders are made when they are missing. All new content is on the disk
   * before the first file is replaced, and a reader sees a file whole, as it was or as it is.
   *
   * @throws HoldfastException {@code OUTSIDE_UNAVAILABLE} when one cannot be written; then all are
   *     as they were
   */
  public static void replace(Map<Path, String> texts) {
    List<Path> fresh = new ArrayList<>();
    Map<Path, Optional<byte[]>> replaced = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, String> entry : texts.entrySet()) {
        fresh.add(write(entry.getKey(), entry.getValue()));
      }
      for (Path file : texts.keySet()) {
        Optional<byte[]> before =
            Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        Files.move(
            next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        replaced.put(file, before);
      }
    } catch (IOException e) {
      replaced.forEach((file, before) -> restore(file, before, e));
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write " + texts.keySet() + ": " + e, e);
    } finally {
      fresh.forEach(OwnFiles::remove);
    }
  }

  /**
   * Removes a file if it is there.
   *
   * @throws HoldfastException {@code OUTSIDE_UNAVAILABLE} when it cannot be removed
   */
  public static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot remove " + file, e);
    }
  }

  private static void restore(Path file, Optional<byte[]> before, IOException why) {
    try {
      if (before.isPresent()) {
        Files.write(file, before.get());
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".new");
  }

  private static Path write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path fresh = next(file);
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return fresh;
  }
}
