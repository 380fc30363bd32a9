package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast serve}. */
@Command(
    name = "serve",
    description = "Start the web server on a data folder.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Option(
      names = "--port",
      description = "The port; default the one in holdfast.yaml, else 8080 or any free one.")
  private int port = -1;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open();
        Site site = Site.open(holdfast, port)) {
      site.announce(console);
      site.waitUntilStopped();
    }
  }
}
