package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.web.access.Passwords;
import dev.holdfast.web.access.Walls;
import dev.holdfast.workspace.Audit;
import dev.holdfast.workspace.Role;
import dev.holdfast.workspace.SignInAttempts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTests {

  private static final String PASSWORD = "a kelp holds fast";

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
  void whoIsNotSignedInIsSentToSignInAndBack() {
    HttpResponse<String> answer = running.get("/keys?as_of=2026-03-01");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).isEqualTo("/sign-in?next=%2Fkeys%3Fas_of%3D2026-03-01");
    givePassword();
    assertThat(location(signIn(PASSWORD, "/keys?as_of=2026-03-01")))
        .isEqualTo("/keys?as_of=2026-03-01");
  }

  @Test
  void aPartOfAPageSendsTheWholePageToSignIn() {
    HttpResponse<String> answer =
        running.send(HttpRequest.newBuilder(running.at("/keys")).header("HX-Request", "true"));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in");
  }

  @Test
  void afterSigningInNobodyIsSentToAnotherSite() {
    givePassword();
    for (String elsewhere :
        List.of("https://evil.example", "//evil.example", "/\\evil.example", "evil")) {
      assertThat(location(signIn(PASSWORD, elsewhere))).as(elsewhere).isEqualTo("/");
    }
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() {
    givePassword();
    String cookie = signIn(PASSWORD, "").headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("holdfast=").contains("HttpOnly", "SameSite=Lax", "Path=/");
  }

  @Test
  void signingOutEndsTheSession() {
    assertThat(running.get("/keys", Role.CSM).statusCode()).isEqualTo(200);
    assertThat(location(running.post("/sign-out", Role.CSM))).isEqualTo("/sign-in");
    assertThat(running.get("/keys", Role.CSM).statusCode()).isEqualTo(302);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() {
    givePassword();
    HttpResponse<String> wrong = signIn("another password", "");
    HttpResponse<String> unknown = signInAs("stranger", "another password", "");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(problem(wrong)).isEqualTo(problem(unknown)).contains("do not belong together");
  }

  @Test
  void fiveWrongPasswordsLockTheNameEvenForTheRightOne() {
    givePassword();
    for (int i = 0; i < SignInAttempts.NAME_FAILURES; i++) {
      assertThat(signIn("wrong " + i, "").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> locked = signIn(PASSWORD, "");
    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Retry-After")).contains("900");
    assertThat(problem(locked)).contains("15 minutes");
    running.clock.set(RunningServer.NOW.plus(SignInAttempts.WINDOW));
    assertThat(signIn(PASSWORD, "").statusCode()).isEqualTo(303);
  }

  @Test
  void aFormWithoutTheRightTokenIsRefused() {
    HttpResponse<String> refused =
        running.send(
            running.form("/sign-out", "made up").header("Cookie", running.cookie(Role.CSM)));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("This form is too old");
    assertThat(running.get("/keys", Role.CSM).statusCode()).as("still signed in").isEqualTo(200);
    HttpResponse<String> ofAnother =
        running.send(
            running
                .form("/sign-out", RunningServer.token(running.get("/keys", Role.REP).body()))
                .header("Cookie", running.cookie(Role.CSM)));
    assertThat(ofAnother.statusCode()).isEqualTo(403);
  }

  @Test
  void openingTheLinkOfTheFirstStartDoesNotUseItUp() {
    URI link = running.server.firstStartLink();
    String path = link.getPath() + "?" + link.getQuery();
    String token = link.getQuery().substring("token=".length());
    assertThat(running.get(path).body()).contains("Welcome");
    HttpResponse<String> form = running.get(path);
    assertThat(form.statusCode()).isEqualTo(200);
    HttpResponse<String> used =
        running.send(
            running
                .form("/sign-in/link", RunningServer.token(form.body()), "token", token)
                .header("Cookie", formCookie(form)));
    assertThat(location(used)).isEqualTo("/password");
    assertThat(running.get(path).statusCode()).as("it worked once").isEqualTo(410);
    String session = used.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    HttpResponse<String> page =
        running.send(HttpRequest.newBuilder(running.at("/password")).header("Cookie", session));
    assertThat(page.body()).contains("Choose a password").doesNotContain("Current password");
    HttpResponse<String> chosen =
        running.send(
            running
                .form(
                    "/password",
                    RunningServer.token(page.body()),
                    "password",
                    PASSWORD,
                    "again",
                    PASSWORD)
                .header("Cookie", session));
    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(signInAs("admin", PASSWORD, "").statusCode()).isEqualTo(303);
    assertThat(running.workspace.audit().about("user", "1"))
        .extracting(Audit.Entry::action)
        .contains("issued sign-in link", "used sign-in link", "set password", "signed in");
  }

  @Test
  void aPasswordIsOnlyChangedByWhoKnowsTheOldOne() {
    givePassword();
    HttpResponse<String> refused =
        running.post(
            "/password",
            Role.CSM,
            "current",
            "wrong",
            "password",
            PASSWORD + "!",
            "again",
            PASSWORD + "!");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(problem(refused)).contains("current password");
    HttpResponse<String> tooShort =
        running.post(
            "/password", Role.CSM, "current", PASSWORD, "password", "short", "again", "short");
    assertThat(problem(tooShort)).contains("at least 12");
    HttpResponse<String> taken =
        running.post(
            "/password",
            Role.CSM,
            "current",
            PASSWORD,
            "password",
            PASSWORD + "!",
            "again",
            PASSWORD + "!");
    assertThat(taken.statusCode()).isEqualTo(303);
    assertThat(running.get("/keys", Role.CSM).statusCode()).as("others end").isEqualTo(302);
    assertThat(signIn(PASSWORD + "!", "").statusCode()).isEqualTo(303);
  }

  @Test
  void passwordsAreKeptAsArgon2id() {
    givePassword();
    assertThat(running.workspace.users().passwordHash("csm").orElseThrow())
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void everyAnswerCarriesTheHeadersThatProtectIt() {
    for (HttpResponse<String> answer :
        List.of(
            running.get("/sign-in"),
            running.get("/keys", Role.CSM),
            running.get("/nothing", Role.CSM))) {
      var headers = answer.headers();
      assertThat(headers.firstValue("Content-Security-Policy")).contains(Walls.CONTENT_POLICY);
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
      assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
  }

  @Test
  void aSessionOutlivesARestartOfTheServer() {
    String cookie = running.cookie(Role.CSM);
    running.restart();
    assertThat(
            running
                .send(HttpRequest.newBuilder(running.at("/keys")).header("Cookie", cookie))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void objectionsToPasswordsAreSaidInWords() {
    assertThat(Passwords.objection("a kelp holds fast", "csm")).isEmpty();
    assertThat(Passwords.objection("short", "csm").orElseThrow()).contains("at least 12");
    assertThat(Passwords.objection("x".repeat(201), "csm").orElseThrow()).contains("at most 200");
    assertThat(Passwords.objection("aaaaaaaaaaaaaaaa", "csm").orElseThrow()).contains("different");
    assertThat(Passwords.objection("my name is ANA ok", "ana").orElseThrow())
        .contains("sign-in name");
  }

  private void givePassword() {
    running
        .workspace
        .users()
        .setPasswordHash(
            running.person(Role.CSM).id(),
            new Passwords(running.workspace).hash(PASSWORD),
            RunningServer.TEST);
  }

  private HttpResponse<String> signIn(String password, String next) {
    return signInAs("csm", password, next);
  }

  private HttpResponse<String> signInAs(String name, String password, String next) {
    HttpResponse<String> form = running.get("/sign-in");
    return running.send(
        running
            .form(
                "/sign-in",
                RunningServer.token(form.body()),
                "name",
                name,
                "password",
                password,
                "next",
                next)
            .header("Cookie", formCookie(form)));
  }

  private static String formCookie(HttpResponse<String> form) {
    return form.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("(stays at " + answer.statusCode() + ")");
  }

  private static String problem(HttpResponse<String> answer) {
    int from = answer.body().indexOf("id=\"problem\"");
    return from < 0 ? "" : answer.body().substring(from, answer.body().indexOf("</p>", from));
  }
}
