package dev.holdfast.cli;

import dev.holdfast.bench.DiskProbe;
import dev.holdfast.bench.HealthBench;
import dev.holdfast.bench.ImportBench;
import dev.holdfast.bench.IngestBench;
import dev.holdfast.bench.IngestOptions;
import dev.holdfast.bench.QueryBench;
import dev.holdfast.bench.QueryOptions;
import dev.holdfast.bench.QueryResult;
import dev.holdfast.bench.RefreshBench;
import dev.holdfast.bench.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast bench}. */
@Command(
    name = "bench",
    description = "Measure Holdfast on this machine, beside what it could be replaced by.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchCommand.Refresh.class,
      BenchCommand.Scoring.class,
      BenchCommand.Query.class,
      BenchCommand.Import.class,
      BenchCommand.Ingest.class
    })
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
      name = "health",
      description =
          "Scoring every account, and those that 10,000 new events touched, by a profile of twenty"
              + " measures; and the room that a year of daily scores takes.",
      mixinStandardHelpOptions = true)
  static final class Scoring implements Runnable {
    private final Console console;

    @Option(names = "--accounts", description = "How many accounts; default 100000.")
    private int accounts = 100_000;

    @Option(names = "--events", description = "How many usage events; default 5000000.")
    private long events = 5_000_000;

    @Option(names = "--runs", description = "How often 10,000 new events come; default 15.")
    private int runs = 15;

    @Option(
        names = "--year-accounts",
        description = "Accounts of the year of daily scores; 0 for none; default 10000.")
    private int yearAccounts = 10_000;

    @Option(
        names = "--folder",
        description = "Where the companies are kept for the next run; default .holdfast/bench.")
    private Path folder = Path.of(".holdfast", "bench");

    Scoring(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", "health");
      result.put("cores", Runtime.getRuntime().availableProcessors());
      result.put("java", System.getProperty("java.version"));
      result.put(
          "scoring",
          HealthBench.scoring(
              company("scoring", accounts), accounts, events, runs, console::progress));
      console.endBar();
      if (yearAccounts > 0) {
        result.put(
            "year",
            HealthBench.year(
                company("year", yearAccounts), yearAccounts, events, console::progress));
        console.endBar();
      }
      console.json(result);
    }

    private Path company(String what, int size) {
      return folder.resolve(what + "-" + size + "-accounts-" + events + "-events");
    }
  }

  @Command(
      name = "query",
      description =
          "Every metric over twelve months, beside the same questions written by hand for DuckDB"
              + " and PostgreSQL; and every metric's page.",
      mixinStandardHelpOptions = true)
  static final class Query implements Runnable {
    private final Console console;

    @Option(names = "--accounts", description = "How many accounts; default 10000.")
    private int accounts = 10_000;

    @Option(names = "--events", description = "How many usage events; default 50000000.")
    private long events = 50_000_000;

    @Option(names = "--runs", description = "How often each question is timed; default 10.")
    private int runs = 10;

    @Option(names = "--views", description = "How often each page is looked at; default 20.")
    private int views = 20;

    @Option(names = "--without-postgres", description = "Ask DuckDB only.")
    private boolean withoutPostgres;

    @Option(
        names = "--folder",
        description = "Where the company is kept for the next run; default .holdfast/bench.")
    private Path folder = Path.of(".holdfast", "bench");

    Query(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      QueryResult measured =
          QueryBench.run(
              new QueryOptions(
                  folder.resolve(accounts + "-accounts-" + events + "-events"),
                  accounts,
                  events,
                  runs,
                  views,
                  !withoutPostgres),
              console::progress);
      measured.lines().forEach(console::remark);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", "query");
      result.put("result", measured);
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

  @Command(
      name = "ingest",
      description =
          "Events taken in over HTTP, beside the engine's bare append and a small server that"
              + " copies them into PostgreSQL.",
      mixinStandardHelpOptions = true)
  static final class Ingest implements Runnable {
    private final Console console;

    /** What can be measured alone. */
    enum Only {
      HOLDFAST,
      CONTROL
    }

    @Option(names = "--events", split = ",", description = "Events a request; default 1,20,500.")
    private List<Integer> events = List.of(1, 20, 500);

    @Option(names = "--connections", split = ",", description = "Default 1,4,16,64.")
    private List<Integer> connections = List.of(1, 4, 16, 64);

    @Option(
        names = "--sustained",
        split = ",",
        description = "Events a second by events a request; default 20=30000,500=80000.")
    private Map<Integer, Double> sustained = Map.of(20, 30_000.0, 500, 80_000.0);

    @Option(names = "--warmup", description = "Seconds under load before each; default 3.")
    private double warmUpSeconds = 3;

    @Option(names = "--seconds", description = "Seconds of each measurement; default 10.")
    private double seconds = 10;

    @Option(
        names = "--folder",
        description = "Where data lies meanwhile; default .holdfast/bench/ingest.")
    private Path folder = Path.of(".holdfast", "bench", "ingest");

    @Option(names = "--only", description = "One of ${COMPLETION-CANDIDATES}; default both.")
    private @Nullable Only only;

    Ingest(Console console) {
      this.console = console;
    }

    @Override
    public void run() {
      IngestOptions options =
          new IngestOptions(
              events, connections, new TreeMap<>(sustained), warmUpSeconds, seconds, folder);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("benchmark", "ingest");
      result.put("cores", Runtime.getRuntime().availableProcessors());
      result.put("java", System.getProperty("java.version"));
      result.put("fdatasync", DiskProbe.run(folder));
      result.put("rawAppend", IngestBench.rawAppend(options, console::progress));
      List<IngestBench.TargetResult> targets = new ArrayList<>();
      if (only != Only.CONTROL) {
        targets.add(holdfast(options));
      }
      if (only != Only.HOLDFAST) {
        targets.add(IngestBench.control(options, console::progress));
      }
      console.endBar();
      result.put("targets", targets);
      if (targets.size() == 2) {
        result.put("comparison", IngestBench.compare(targets.getFirst(), targets.getLast()));
      }
      console.json(result);
    }

    private IngestBench.TargetResult holdfast(IngestOptions options) {
      try (Target target = HoldfastTarget.start(folder)) {
        return IngestBench.run(target, options, console::progress);
      }
    }
  }
}
