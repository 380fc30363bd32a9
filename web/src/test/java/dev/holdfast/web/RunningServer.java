package dev.holdfast.web;

import dev.holdfast.app.Pipeline;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.demo.DemoCompany;
import dev.holdfast.demo.DemoSettings;
import dev.holdfast.demo.Progress;
import dev.holdfast.facts.FactLog;
import dev.holdfast.health.AccountRange;
import dev.holdfast.health.BacktestRuns;
import dev.holdfast.health.Backtests;
import dev.holdfast.health.ChurnRiskRuns;
import dev.holdfast.health.ChurnRisks;
import dev.holdfast.health.Health;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.intake.Imports;
import dev.holdfast.journal.JournalSettings;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.metrics.ContractCatalogue;
import dev.holdfast.metrics.Metrics;
import dev.holdfast.metrics.OwnContracts;
import dev.holdfast.metrics.RollupSettings;
import dev.holdfast.metrics.Rollups;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Thresholds;
import dev.holdfast.reports.WorkRules;
import dev.holdfast.signals.SignalRules;
import dev.holdfast.signals.SignalSettings;
import dev.holdfast.signals.Signals;
import dev.holdfast.stream.Arrivals;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.web.frame.Freshness;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.NewUser;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.Sessions;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real server on a free port against a fresh workspace, with one person for every role.
 *
 * <p>Each person's sign-in name is their role in lower case; none has a password unless a test
 * gives one. Team "north" holds the manager (csm id "manager") and the CSM (csm id "csm").
 */
public final class RunningServer implements AutoCloseable {

  /** The moment the server's clock stands at. */
  public static final Instant NOW = Instant.parse("2026-03-18T10:00:00Z");

  /** The zone the company reads dates in. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** Largest body and memory of the intake, small enough for a test to pass them. */
  static final int BODY_BYTES = 512 << 10;

  static final long MEMORY_BYTES = 4 << 20;

  static final Actor TEST = Actor.holdfast("test");

  private static final Pattern TOKEN = Pattern.compile("name=\"_token\" value=\"([^\"]+)\"");

  final Clocks.SettableClock clock = Clocks.settable(NOW);
  private final Path file;
  private final Warehouse warehouse = Warehouse.inMemory(clock);

  /** What the company knows; a test adds to it and calls {@link #refresh}. */
  final FactLog log = FactLog.open(warehouse);

  final Imports imports = Imports.open(log);

  private final RollupSettings rollupSettings =
      new RollupSettings(ZONE, BusinessHours.mondayToFriday(ZONE));
  private final Rollups rollups = Rollups.open(log, rollupSettings);
  private final Metrics metrics =
      new Metrics(log, ContractCatalogue.load(Optional.empty()), rollupSettings);
  private final Health health = Health.open(log, rollups, HealthProfiles.shipped(), clock);
  Workspace workspace;
  WebServer server;

  /** Where messages arrive; a test that sends some calls its {@code load}. */
  final Arrivals arrivals;

  private final Map<Role, User> people = new EnumMap<>(Role.class);
  private final Map<Role, String> sessions = new EnumMap<>(Role.class);
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** Starts the server with its workspace in a folder. */
  public RunningServer(Path folder) {
    file = folder.resolve("workspace.db");
    arrivals = Arrivals.open(log, folder.resolve("journal"), JournalSettings.usual(), clock);
    workspace = Workspace.open(file, clock);
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      boolean owner = role == Role.CSM || role == Role.MANAGER;
      people.put(
          role,
          workspace
              .users()
              .add(
                  NewUser.of(
                      name,
                      role.word() + " Person",
                      role,
                      owner ? "north" : null,
                      owner ? name : null),
                  TEST));
    }
    server = startServer();
  }

  private WebServer startServer() {
    return WebServer.start(
        WebSettings.local(0, ZONE),
        workspace,
        clock,
        at -> new Freshness(Freshness.State.FRESH, "all sources within 2 min"),
        rooms());
  }

  /** The rooms that pages ask, over the warehouse in memory. */
  List<Object> rooms() {
    Backtests backtests = backtests();
    ChurnRisks risks = churnRisks();
    return List.of(
        backtests,
        BacktestRuns.of(backtests),
        health,
        risks,
        ChurnRiskRuns.of(risks, health),
        Reports.open(log, metrics, health, workspace.healthJudgements(), WorkRules.usual()),
        MetricReports.open(log, metrics, Thresholds.usual()),
        new OwnContracts(file.resolveSibling("metrics"), workspace.definitions(), metrics),
        profiles(),
        imports,
        arrivals,
        new Settings.Intake(BODY_BYTES, MEMORY_BYTES, JournalSettings.usual()),
        signals(),
        new Pipeline(log, arrivals, rollups, metrics, health, signals(), ZONE, clock));
  }

  /** The signals over the same warehouse, with the marks of the workspace that is open. */
  Signals signals() {
    return Signals.open(
        log,
        rollups,
        health,
        SignalRules.shipped(),
        SignalSettings.usual(),
        workspace.signalMarks(),
        clock);
  }

  /** The profiles of the workspace that is open. */
  OwnProfiles profiles() {
    return new OwnProfiles(file.resolveSibling("health"), workspace, health);
  }

  /** Backtests of what the company knows, kept with the workspace. */
  Backtests backtests() {
    return Backtests.open(health, metrics, workspace);
  }

  /** The risk of a loss of what the company knows. */
  ChurnRisks churnRisks() {
    return ChurnRisks.open(health, metrics, workspace.healthJudgements());
  }

  /** Brings what pages read up to the facts, with the health of some days. */
  void refresh(int days) {
    warehouse.writeAlone(rollups::refresh);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    health.refresh(today.minusDays(days), today, AccountRange.all());
  }

  /** Does what a running server does when something new came. */
  void refreshNow() {
    health.update(warehouse.writeAlone(rollups::refresh));
  }

  /** Lets in a small demo company that has lived for some months, with its health and signals. */
  void letDemoIn() {
    DemoCompany.generate(
        log, DemoSettings.defaults(clock, ZONE).withAccounts(40).withMonths(8), Progress.silent());
    refresh(40);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    signals().recordHistory(today.minusDays(40), today);
  }

  /** Stops the server and its workspace and starts them again on the same file. */
  void restart() {
    server.close();
    workspace.close();
    workspace = Workspace.open(file, clock);
    server = startServer();
  }

  /** The person of a role. */
  public User person(Role role) {
    return Objects.requireNonNull(people.get(role));
  }

  /** The secret of a role's session, for the cookie "holdfast". */
  public String session(Role role) {
    return sessions.computeIfAbsent(
        role, r -> workspace.sessions().open(person(r).id(), Sessions.Proof.PASSWORD));
  }

  /** The address of a path. */
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Asks for a page as nobody. */
  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).GET());
  }

  /** Asks for a page as somebody of a role. */
  HttpResponse<String> get(String path, Role role) {
    return send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie(role)).GET());
  }

  /** Sends a form as somebody of a role, with the right token. */
  HttpResponse<String> post(String path, Role role, String... fields) {
    String token = token(get("/password", role).body());
    return send(form(path, token, fields).header("Cookie", cookie(role)));
  }

  /** A form with its token and fields, names and values in turn. */
  HttpRequest.Builder form(String path, String token, String... fields) {
    StringBuilder body = new StringBuilder("_token=" + encoded(token));
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return HttpRequest.newBuilder(at(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String cookie(Role role) {
    return "holdfast=" + session(role);
  }

  /** The token of the first form on a page. */
  static String token(String html) {
    Matcher found = TOKEN.matcher(html);
    if (!found.find()) {
      throw new AssertionError("no form token in: " + html);
    }
    return found.group(1);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.close();
    arrivals.close();
    workspace.close();
    warehouse.close();
    client.close();
  }
}
