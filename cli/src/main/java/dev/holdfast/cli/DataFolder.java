package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data folder a command works on. */
final class DataFolder {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder; default $HOLDFAST_DATA, else .holdfast/data.")
  private @Nullable Path folder;

  Path path() {
    if (folder != null) {
      return folder;
    }
    String set = System.getenv("HOLDFAST_DATA");
    return set == null || set.isBlank() ? Path.of(".holdfast", "data") : Path.of(set);
  }

  Settings settings() {
    return Settings.of(path());
  }

  /** Opens everything; the caller closes it. */
  Holdfast open() {
    return Holdfast.open(settings(), Clocks.system());
  }

  /** Opens everything with little memory, to import a file of any size; the caller closes it. */
  Holdfast openForImport() {
    return Holdfast.open(settings().forImport(), Clocks.system());
  }
}
