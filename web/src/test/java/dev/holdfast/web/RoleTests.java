package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.Sessions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open what: every route, every role. */
class RoleTests {

  /**
   * One route.
   *
   * @param route as the server lists it
   * @param request what to ask for: a path, and for a form its fields after a blank; WHO is
   *     replaced by who asks
   * @param nobody what somebody gets who is not signed in
   * @param roles who may, by first letter: Admin Leader Manager Csm Rep Finance Viewer
   * @param allowed what they get; everybody else gets 403
   */
  private record Row(String route, String request, int nobody, String roles, int allowed) {}

  private static final String ALL = "ALMCRFV";

  private static final List<Row> TABLE =
      List.of(
          new Row("ANY /error", "/error", 302, ALL, 404),
          new Row("GET /", "/", 302, "ALMC", 200),
          new Row("GET /accounts", "/accounts", 302, ALL, 200),
          new Row("GET /accounts.csv", "/accounts.csv", 302, ALL, 200),
          new Row("GET /accounts/{accountId}", "/accounts/none", 302, ALL, 404),
          new Row(
              "GET /accounts/{accountId}/card/health", "/accounts/none/card/health", 302, ALL, 404),
          new Row(
              "GET /accounts/{accountId}/card/money", "/accounts/none/card/money", 302, ALL, 404),
          new Row(
              "GET /accounts/{accountId}/card/people", "/accounts/none/card/people", 302, ALL, 404),
          new Row(
              "GET /accounts/{accountId}/card/tickets",
              "/accounts/none/card/tickets",
              302,
              ALL,
              404),
          new Row(
              "GET /accounts/{accountId}/card/usage", "/accounts/none/card/usage", 302, ALL, 404),
          new Row(
              "GET /accounts/{accountId}/card/voice", "/accounts/none/card/voice", 302, ALL, 404),
          new Row("GET /accounts/{accountId}/timeline", "/accounts/none/timeline", 302, ALL, 404),
          new Row("GET /metrics", "/metrics", 302, ALL, 200),
          new Row("GET /metrics/board", "/metrics/board", 302, ALL, 200),
          new Row(
              "GET /metrics/{key}/{chart:waterfall|survival|trend|distribution|breakdown}",
              "/metrics/nps/distribution",
              302,
              ALL,
              200),
          new Row(
              "GET /metrics/{key}/{chart:waterfall|survival|trend|distribution|breakdown}"
                  + ".{format:svg|png|csv}",
              "/metrics/mrr_movements/waterfall.csv",
              302,
              ALL,
              404),
          new Row("GET /metrics/{key}", "/metrics/nps", 302, ALL, 200),
          new Row("GET /metrics/{key}/glance", "/metrics/nps/glance", 302, ALL, 200),
          new Row(
              "GET /metrics/{key}/difference",
              "/metrics/nps/difference?variant=all&other=latest",
              302,
              ALL,
              200),
          new Row("GET /metrics/requests", "/metrics/requests", 302, ALL, 200),
          new Row("GET /metrics/define", "/metrics/define", 302, "AL", 200),
          new Row("POST /metrics/define", "/metrics/define yaml=key", 302, "AL", 400),
          new Row("GET /metrics/{key}/context", "/metrics/nps/context", 302, ALL, 200),
          new Row("GET /metrics/{key}/rows", "/metrics/nps/rows", 302, ALL, 200),
          new Row("GET /metrics/{key}/rows.csv", "/metrics/nps/rows.csv", 302, ALL, 200),
          new Row("GET /metrics/{key}/values.csv", "/metrics/nps/values.csv", 302, ALL, 200),
          new Row("GET /metrics/{key}/values.json", "/metrics/nps/values.json", 302, ALL, 200),
          new Row(
              "POST /accounts/views",
              "/accounts/views name=mine&query=band%3Dwatch",
              302,
              ALL,
              303),
          new Row("POST /accounts/views/remove", "/accounts/views/remove id=1", 302, ALL, 303),
          new Row("POST /work/{accountId}/close", "/work/none/close reason=x", 302, "ALMC", 404),
          new Row("POST /work/{accountId}/reopen", "/work/none/reopen reason=x", 302, "ALMC", 404),
          new Row("POST /work/{accountId}/snooze", "/work/none/snooze days=7", 302, "ALMC", 404),
          new Row("GET /accounts/{accountId}/health", "/accounts/none/health", 302, ALL, 404),
          new Row(
              "POST /accounts/{accountId}/health/{layer}",
              "/accounts/none/health/pulse value=good&reason=x&days=9",
              302,
              "ALMC",
              404),
          new Row(
              "POST /accounts/{accountId}/health/{layer}/end",
              "/accounts/none/health/pulse/end x=y",
              302,
              "ALMC",
              404),
          new Row("GET /data", "/data", 302, ALL, 200),
          new Row("GET /data/quarantine", "/data/quarantine", 302, "AL", 200),
          new Row("GET /data/failed", "/data/failed", 302, "AL", 200),
          new Row("GET /data/failed/{id}", "/data/failed/999", 302, "AL", 404),
          new Row("POST /data/failed/{id}", "/data/failed/999 message=x", 302, "AL", 404),
          new Row("POST /data/failed/replay", "/data/failed/replay q=none", 302, "AL", 303),
          new Row("GET /data/message", "/data/message?id=none", 302, "AL", 200),
          new Row("POST /data/sources", "/data/sources name=.", 302, "AL", 400),
          new Row("GET /data/sources/{name}", "/data/sources/none", 302, "AL", 404),
          new Row("POST /data/sources/{name}", "/data/sources/none newest=0", 302, "AL", 404),
          new Row(
              "POST /data/sources/{name}/revoke",
              "/data/sources/none/revoke key=1",
              302,
              "AL",
              404),
          new Row("GET /health", "/health", 302, ALL, 200),
          new Row("GET /health/index.{format:svg|png|csv}", "/health/index.csv", 302, ALL, 404),
          new Row("GET /health/backtest", "/health/backtest", 302, "AL", 200),
          new Row(
              "POST /health/backtest/run",
              "/health/backtest/run gap=999&profile=default",
              302,
              "AL",
              400),
          new Row(
              "POST /health/backtest/decide",
              "/health/backtest/decide profile=default",
              302,
              "AL",
              400),
          new Row("GET /signals", "/signals", 302, ALL, 200),
          new Row("GET /signals/digest", "/signals/digest", 302, ALL, 200),
          new Row("GET /signals/why", "/signals/why?account=none", 302, ALL, 404),
          new Row(
              "POST /signals/snooze",
              "/signals/snooze account=none&rule=silence&days=7",
              302,
              "ALMC",
              404),
          new Row(
              "POST /signals/mute",
              "/signals/mute account=none&rule=silence&reason=x",
              302,
              "ALMC",
              404),
          new Row("POST /signals/unmute", "/signals/unmute id=999", 302, "ALMC", 404),
          new Row(
              "POST /signals/judge",
              "/signals/judge account=none&rule=silence&episode=2026-01-01&useful=true",
              302,
              "ALMC",
              404),
          new Row("POST /signals/delivery", "/signals/delivery how=DIGEST", 302, ALL, 303),
          new Row("GET /health/risk", "/health/risk", 302, ALL, 200),
          new Row("POST /health/risk/learn", "/health/risk/learn x=y", 302, "AL", 303),
          new Row("GET /health/profiles", "/health/profiles", 302, ALL, 200),
          new Row("POST /health/profiles", "/health/profiles name=.", 302, "AL", 400),
          new Row("GET /health/profiles/{name}", "/health/profiles/default", 302, ALL, 200),
          new Row(
              "POST /health/profiles/{name}", "/health/profiles/default yaml=x", 302, "AL", 400),
          new Row(
              "POST /health/profiles/{name}/preview",
              "/health/profiles/default/preview yaml=x",
              302,
              "AL",
              400),
          new Row(
              "POST /health/profiles/{name}/publish",
              "/health/profiles/default/publish waiver=x",
              302,
              "AL",
              400),
          new Row(
              "POST /health/profiles/{name}/retire",
              "/health/profiles/default/retire reason=x",
              302,
              "AL",
              400),
          new Row(
              "POST /health/profiles/{name}/discard",
              "/health/profiles/default/discard x=y",
              302,
              "AL",
              303),
          new Row("POST /data/imports/{id}/undo", "/data/imports/999/undo x=y", 302, "AL", 404),
          new Row(
              "POST /data/quarantine/replay", "/data/quarantine/replay import=999", 302, "AL", 200),
          new Row(
              "POST /data/quarantine/{id}/correct",
              "/data/quarantine/999/correct x=y",
              302,
              "AL",
              404),
          new Row("GET /assets/{hash}/{name}", "/assets/0/none.css", 404, ALL, 404),
          new Row("GET /keys", "/keys", 302, ALL, 200),
          new Row("GET /password", "/password", 302, ALL, 200),
          new Row("GET /sign-in", "/sign-in", 200, ALL, 303),
          new Row("GET /sign-in/link", "/sign-in/link?token=none", 410, ALL, 410),
          new Row("POST /password", "/password password=short&again=short", 302, ALL, 400),
          new Row("POST /sign-in", "/sign-in name=stranger-WHO&password=none", 401, ALL, 401),
          new Row("POST /sign-in/link", "/sign-in/link token=none", 410, ALL, 410),
          new Row("POST /sign-out", "/sign-out", 302, ALL, 303));

  @TempDir static Path folder;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void everyRouteHasARow() {
    Set<String> rows =
        TABLE.stream().map(Row::route).collect(Collectors.toCollection(TreeSet::new));
    assertThat(running.server.routes()).isEqualTo(rows);
  }

  @Test
  void everyRoleGetsWhatTheTableSays() {
    List<String> differences = new ArrayList<>();
    for (Row row : TABLE) {
      check(row, "nobody", "", row.nobody(), differences);
      for (Role role : Role.values()) {
        boolean may = row.roles().indexOf(role.name().charAt(0)) >= 0;
        String session =
            running.workspace.sessions().open(running.person(role).id(), Sessions.Proof.PASSWORD);
        check(row, role.name(), "holdfast=" + session, may ? row.allowed() : 403, differences);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static void check(
      Row row, String who, String cookie, int expected, List<String> differences) {
    int got = status(row, who, cookie);
    if (got != expected) {
      differences.add(row.route() + " as " + who + ": " + got + " instead of " + expected);
    }
  }

  private static int status(Row row, String who, String cookie) {
    String[] request = row.request().replace("WHO", who).split(" ", 2);
    if (!row.route().startsWith("POST")) {
      return running
          .send(withCookie(HttpRequest.newBuilder(running.at(request[0])), cookie))
          .statusCode();
    }
    boolean signedIn = !cookie.isEmpty();
    HttpResponse<String> form =
        running.send(
            withCookie(
                HttpRequest.newBuilder(running.at(signedIn ? "/password" : "/sign-in")), cookie));
    String own =
        signedIn ? cookie : form.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    List<String> fields = new ArrayList<>();
    for (String field : request.length < 2 ? new String[0] : request[1].split("&")) {
      fields.addAll(List.of(field.split("=", 2)));
    }
    return running
        .send(
            withCookie(
                running.form(
                    request[0], RunningServer.token(form.body()), fields.toArray(String[]::new)),
                own))
        .statusCode();
  }

  private static HttpRequest.Builder withCookie(HttpRequest.Builder request, String cookie) {
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }
}
