package dev.holdfast.cli;

import dev.holdfast.bench.ImportBench;
import dev.holdfast.bench.RefreshBench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast bench}. */
@Command(
    name = "bench",
    description = "Measure Holdfast on this machine, beside what it could be replaced by.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Refresh.class, BenchCommand.Import.class})
final class BenchCommand {

  @Command(
      name = "refresh",
      description =
          "A full refresh and one after 10,000 new events, beside hand-written DuckDB queries.",
      mixinStandardHelpOptions = true)
  static final class Refresh implements Runnable {
    private final Console console;

    @Option(
        names = "--events",
        split = ",",
        description = "Sizes of the history in usage events; default 5000000,50000000.")
    private List<Long> events = List.of(5_000_000L, 50_000_000L);

    @Option(names = "--accounts", description = "How many accounts; default 10000.")
    private int accounts = 10_000;

    @Option(
        names = "--folder",
        description = "Where the histories are kept for the next run; default .holdfast/bench.")
    private Path folder = Path.of(".holdfast", "bench");

    Refresh(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      List<RefreshBench.Size> sizes = new ArrayList<>();
      for (long size : events) {
        sizes.add(
            RefreshBench.run(
                folder.resolve(accounts + "-accounts-" + size + "-events"),
                accounts,
                size,
                console::progress));
        console.endBar();
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", "refresh");
      result.put("cores", Runtime.getRuntime().availableProcessors());
      result.put("java", System.getProperty("java.version"));
      result.put("sizes", sizes);
      console.json(result);
    }
  }

  @Command(
      name = "import",
      description = "An import of usage events from CSV, beside DuckDB's bare reading of the file.",
      mixinStandardHelpOptions = true)
  static final class Import implements Runnable {
    private final Console console;

    @Option(names = "--rows", description = "How many rows; default 5000000.")
    private long rows = 5_000_000;

    @Option(names = "--accounts", description = "How many accounts; default 10000.")
    private int accounts = 10_000;

    @Option(
        names = "--folder",
        description = "Where the file is made and imported to; default .holdfast/bench/import.")
    private Path folder = Path.of(".holdfast", "bench", "import");

    Import(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      ImportBench.Result measured =
          ImportBench.run(
              folder,
              rows,
              accounts,
              (step, done, bytes, total) -> console.progress(step, bytes, total));
      console.endBar();
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", "import");
      result.put("cores", Runtime.getRuntime().availableProcessors());
      result.put("java", System.getProperty("java.version"));
      result.put("result", measured);
      console.json(result);
    }
  }
}
