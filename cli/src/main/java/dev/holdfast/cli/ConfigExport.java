package dev.holdfast.cli;

import dev.holdfast.app.CompanyConfig.File;
import dev.holdfast.app.Holdfast;
import dev.holdfast.base.OwnFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast config export}. */
@Command(
    name = "export",
    description =
        "Write the company's own metrics and the health profiles in force as files, one for each.",
    mixinStandardHelpOptions = true)
final class ConfigExport implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write them; without it they are printed, each after its name.")
  private @Nullable Path out;

  ConfigExport(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    List<File> files;
    try (Holdfast holdfast = data.open()) {
      files = holdfast.config().export();
    }
    if (out == null) {
      for (File file : files) {
        console.line("--- # " + file.path());
        console.line(file.text().stripTrailing());
      }
      return;
    }
    Map<Path, String> texts = new LinkedHashMap<>();
    files.forEach(file -> texts.put(out.resolve(file.path()), file.text()));
    OwnFiles.replace(texts);
    files.forEach(file -> console.line(file.path()));
    console.remark(files.size() + " files in " + out);
  }
}
