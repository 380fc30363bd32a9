package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.DemoCompany;
import dev.holdfast.demo.DemoSettings;
import dev.holdfast.demo.DemoTeam;
import dev.holdfast.demo.DemoTruth;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.NewUser;
import dev.holdfast.workspace.Role;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast demo}. */
@Command(
    name = "demo",
    description = "Make a company to look at, unless the data folder has one, and start.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Runnable {

  private static final String TEAM = "Customer success";

  private static final int SCORES_AT_A_TIME = 150_000;

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Option(names = "--accounts", description = "How many accounts; default 200.")
  private int accounts = 200;

  @Option(names = "--months", description = "How many months of history; default 18.")
  private int months = 18;

  @Option(names = "--seed", description = "Another number makes another company; default 1.")
  private long seed = 1;

  @Option(
      names = "--events",
      description = "About how many usage events; default what such accounts do.")
  private long events;

  @Option(
      names = "--port",
      description = "The port; default the one in holdfast.yaml, else 8080 or any free one.")
  private int port = -1;

  @Option(names = "--no-serve", description = "Make the company and stop.")
  private boolean noServe;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      if (!isDemo(holdfast)) {
        make(holdfast);
      }
      if (!noServe) {
        try (Site site = Site.open(holdfast, port)) {
          site.announce(console);
          site.waitUntilStopped();
        }
      }
    }
  }

  private boolean isDemo(Holdfast holdfast) {
    boolean demo = Files.exists(data.path().resolve(DemoTruth.FILE));
    if (!demo && !holdfast.facts().deliveries().isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The data folder "
              + data.path()
              + " holds real data. Name another one with --data, or start it with: holdfast serve");
    }
    return demo;
  }

  private void make(Holdfast holdfast) {
    DemoSettings settings =
        DemoSettings.defaults(holdfast.clock(), holdfast.settings().zone())
            .withAccounts(accounts)
            .withMonths(months)
            .withSeed(seed)
            .withUsageEvents(events);
    DemoTruth truth = DemoCompany.generate(holdfast.facts(), settings, console::progress);
    console.endBar();
    letTeamIn(holdfast, DemoTeam.of(settings));
    scoreHistory(holdfast, settings);
    signalHistory(holdfast, settings);
    // Last, so that a folder whose making was cut short is not taken for a finished one.
    truth.write(data.path());
  }

  /** Every day of the history gets its health, as many days at a time as are worth a query. */
  private void scoreHistory(Holdfast holdfast, DemoSettings settings) {
    holdfast.pipeline().refreshRollups();
    LocalDate today = holdfast.health().today();
    long days = ChronoUnit.DAYS.between(settings.firstDay(), today) + 1;
    LocalDate from = settings.firstDay();
    while (!from.isAfter(today)) {
      LocalDate next = from.plusDays(Math.max(30, SCORES_AT_A_TIME / accounts));
      LocalDate to = next.isAfter(today) ? today : next.minusDays(1);
      holdfast.pipeline().scoreHistory(from, to);
      console.progress(
          "Scoring every day", ChronoUnit.DAYS.between(settings.firstDay(), to) + 1, days);
      from = next;
    }
    console.endBar();
  }

  /** What rules would have said, so that the board has a past; the first refresh adds today. */
  private void signalHistory(Holdfast holdfast, DemoSettings settings) {
    console.progress("Looking for signals", 0, 0);
    holdfast.pipeline().signalHistory(settings.firstDay(), holdfast.health().today());
    console.endBar();
  }

  private static void letTeamIn(Holdfast holdfast, DemoTeam team) {
    Actor by = Actor.holdfast("demo");
    var users = holdfast.workspace().users();
    users.add(NewUser.of("admin", "Admin", Role.ADMIN, null, null), by);
    users.add(NewUser.of(team.lead().email(), team.lead().name(), Role.LEADER, TEAM, null), by);
    team.csms()
        .forEach(
            csm -> users.add(NewUser.of(csm.email(), csm.name(), Role.CSM, TEAM, csm.name()), by));
    team.reps()
        .forEach(rep ->
            users.add(NewUser.of(rep.email(), rep.name(), Role.REP, "Support", rep.name()), by));
  }
}
