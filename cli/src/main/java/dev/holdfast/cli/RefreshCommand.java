package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast refresh}. */
@Command(
    name = "refresh",
    description = "Take in what is new: rollups, revenue, today's health.",
    mixinStandardHelpOptions = true)
final class RefreshCommand implements Runnable {

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  RefreshCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      console.json(holdfast.pipeline().refresh());
    }
  }
}
