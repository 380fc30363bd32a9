package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Freshness;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.Sessions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the doorman does with planted pages. */
class AccessTests {

  /** Pages for one circle each, and one that fails. */
  @Controller
  static final class Planted {

    @GetMapping("/planted/admins")
    @OpenTo(Circle.ADMINS)
    Redirect admins(Visit visit) {
      return new Redirect(visit.link("/keys", "from", visit.person().name(), "none", ""));
    }

    @GetMapping("/planted/team")
    @OpenTo(Circle.CUSTOMER_TEAM)
    Redirect team() {
      return new Redirect("/keys");
    }

    @GetMapping("/planted/failure")
    @OpenTo(Circle.SIGNED_IN)
    Redirect failure() {
      throw new HoldfastException(ErrorCode.STORE_FAILED, "secret detail of the store");
    }
  }

  /** A page that does not say who it is open to. */
  @Controller
  static final class Unsaid {

    @GetMapping("/planted/unsaid")
    Redirect page() {
      return new Redirect("/keys");
    }
  }

  @TempDir Path folder;
  private RunningServer running;

  @BeforeEach
  void start() {
    running = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void aPageIsOpenToItsCircleOnly() throws Exception {
    try (WebServer server = serve(new Planted())) {
      for (Role role : Role.values()) {
        boolean team = List.of(Role.ADMIN, Role.LEADER, Role.MANAGER, Role.CSM).contains(role);
        assertThat(get(server, "/planted/admins", role).statusCode())
            .as(role.name())
            .isEqualTo(role == Role.ADMIN ? 303 : 403);
        assertThat(get(server, "/planted/team", role).statusCode())
            .as(role.name())
            .isEqualTo(team ? 303 : 403);
      }
      assertThat(
              get(server, "/planted/admins?as_of=2026-03-03", Role.ADMIN)
                  .headers()
                  .firstValue("Location"))
          .contains("/keys?from=admin+Person&as_of=2026-03-03");
    }
  }

  @Test
  void whatBrokeOnOurSideTellsNoDetail() throws Exception {
    try (WebServer server = serve(new Planted())) {
      HttpResponse<String> answer = get(server, "/planted/failure", Role.VIEWER);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .contains("Something broke", "our mistake", "reference <code>")
          .doesNotContain("secret detail", "Exception");
    }
  }

  @Test
  void theServerDoesNotStartWithAPageThatIsOpenToNobodyKnowsWho() {
    assertThatThrownBy(() -> serve(new Unsaid()))
        .hasMessageContaining("does not say who it is open to");
  }

  @Test
  void aPortInUseIsSaid() {
    var settings = WebSettings.local(running.server.port(), RunningServer.ZONE);
    assertThatThrownBy(() -> start(settings, List.of()))
        .isInstanceOfSatisfying(
            HoldfastException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTSIDE_UNAVAILABLE))
        .hasMessageContaining("cannot listen on 127.0.0.1:" + running.server.port());
  }

  @Test
  void behindAnEncryptingProxyCookiesStayEncrypted() throws Exception {
    var settings =
        new WebSettings("127.0.0.1", 0, RunningServer.ZONE, URI.create("https://cs.example/"));
    try (WebServer server = start(settings, List.of());
        var client = HttpClient.newHttpClient()) {
      assertThat(server.address()).isEqualTo(URI.create("https://cs.example"));
      var request =
          HttpRequest.newBuilder(at(server, "/sign-in")).header("X-Forwarded-Proto", "https");
      var headers = client.send(request.build(), BodyHandlers.discarding()).headers();
      assertThat(headers.firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-holdfast-form=")
          .contains("Secure");
      assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  private WebServer serve(Object page) {
    return start(WebSettings.local(0, RunningServer.ZONE), List.of(page));
  }

  private WebServer start(WebSettings settings, List<Object> rooms) {
    return WebServer.start(
        settings,
        running.workspace,
        running.clock,
        at -> new Freshness(Freshness.State.EMPTY, "nothing yet"),
        Stream.concat(running.rooms().stream(), rooms.stream()).toList());
  }

  private HttpResponse<String> get(WebServer server, String path, Role role) throws Exception {
    String session =
        running.workspace.sessions().open(running.person(role).id(), Sessions.Proof.PASSWORD);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(at(server, path)).header("Cookie", "holdfast=" + session).build(),
          BodyHandlers.ofString());
    }
  }

  private static URI at(WebServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
