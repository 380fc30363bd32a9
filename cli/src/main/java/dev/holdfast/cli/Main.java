package dev.holdfast.cli;

import dev.holdfast.base.HoldfastException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's front door. */
@Command(
    name = "holdfast",
    description = "An open, self-hosted customer success system.",
    mixinStandardHelpOptions = true,
    version = "holdfast 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      ImportCommand.class,
      ImportsCommand.class,
      QuarantineCommand.class,
      RefreshCommand.class,
      MetricsCommand.class,
      MetricCommand.class,
      HealthCommand.class,
      BacktestCommand.class,
      RiskCommand.class,
      SignalsCommand.class,
      WhyCommand.class,
      IndexCommand.class,
      ConfigCommand.class,
      BenchCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "",
      "./holdfast test runs every test. Exit codes: 0 done; 1 Holdfast failed; 2 the request was"
          + " wrong; 3 something outside failed."
    })
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  static int run(Console console, String... arguments) {
    CommandLine commandLine = new CommandLine(new Main(), new Commands(console));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
      console.endBar();
      if (exception instanceof HoldfastException known) {
        console.remark(String.valueOf(known.getMessage()));
        return exitCode(known);
      }
      LOG.error("unexpected", exception);
      console.remark("Holdfast failed: " + exception);
      return 1;
    });
    if (arguments.length == 0) {
      commandLine.usage(System.out);
      return 0;
    }
    return commandLine.execute(arguments);
  }

  private static int exitCode(HoldfastException exception) {
    return switch (exception.code().fault()) {
      case US -> 1;
      case USER -> 2;
      case OUTSIDE -> 3;
    };
  }
}
