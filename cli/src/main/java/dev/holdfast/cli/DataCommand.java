package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that opens a data folder, does one thing in it and closes it. */
@Command(mixinStandardHelpOptions = true)
abstract class DataCommand implements Runnable {

  final Console console;
  @Mixin private DataFolder data = new DataFolder();

  DataCommand(Console console) {
    this.console = console;
  }

  abstract void run(Holdfast holdfast);

  /** Who types: the name that the system knows the person by. */
  static String who() {
    return System.getProperty("user.name", "command line");
  }

  @Override
  public final void run() {
    try (Holdfast holdfast = data.open()) {
      run(holdfast);
    }
  }
}
