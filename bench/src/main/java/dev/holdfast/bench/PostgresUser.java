package dev.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs PostgreSQL: whoever runs the benchmark, except for root, as whom PostgreSQL refuses to
 * run; then it is another user of the machine.
 */
final class PostgresUser {

  private static final List<String> OTHERS = List.of("postgres", "nobody");

  private final Optional<UserPrincipal> other;
  private final List<String> prefix;

  private PostgresUser(Optional<UserPrincipal> other, List<String> prefix) {
    this.other = other;
    this.prefix = prefix;
  }

  static PostgresUser find() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new PostgresUser(Optional.empty(), List.of());
    }
    for (String name : OTHERS) {
      Optional<UserPrincipal> found = named(name);
      if (found.isPresent()) {
        String group = output(new ProcessBuilder("id", "-g", name)).strip();
        return new PostgresUser(
            found, List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups"));
      }
    }
    throw new IOException("there is no user " + String.join(" or ", OTHERS) + " to run it as");
  }

  private static Optional<UserPrincipal> named(String name) throws IOException {
    try {
      return Optional.of(
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (UserPrincipalNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes a folder of this user inside another, or in the temporary one if that is out of reach.
   */
  Path makeFolder(Path parent, String label) throws IOException {
    Files.createDirectories(parent);
    Path folder = ownedFolder(parent.toAbsolutePath(), label);
    try {
      run(Path.of("/"), List.of("test", "-w", folder.toString()));
      return folder;
    } catch (IOException e) {
      Files.delete(folder);
      return ownedFolder(Path.of(System.getProperty("java.io.tmpdir")), label);
    }
  }

  /** Writes a file that this user can read. */
  Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    own(file);
    return file;
  }

  /** Runs a program and waits for it. */
  void run(Path in, List<String> command) throws IOException {
    output(new ProcessBuilder(prefixed(command)).directory(in.toFile()));
  }

  /** Starts a program that goes on; its process id is that of the program itself. */
  Process start(Path in, List<String> command, Path log) throws IOException {
    return new ProcessBuilder(prefixed(command))
        .directory(in.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private Path ownedFolder(Path parent, String label) throws IOException {
    Path folder = Files.createTempDirectory(parent, label);
    own(folder);
    return folder;
  }

  private void own(Path path) throws IOException {
    if (other.isPresent()) {
      Files.setOwner(path, other.get());
    }
  }

  private List<String> prefixed(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  private static String output(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", builder.command()) + " failed: " + output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
