package dev.holdfast.web.pages;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.access.Passwords;
import dev.holdfast.web.access.Person;
import dev.holdfast.web.access.SessionCookie;
import dev.holdfast.web.frame.Frames;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.workspace.Sessions;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in with a password, and signing out. */
@Controller
public final class SignInPage {

  /**
   * What the page shows.
   *
   * @param name what was typed before
   * @param next where to go afterwards
   * @param problem why the last attempt did not work; empty at first
   * @param hint what else the person should know; may be empty
   */
  public record Model(String name, String next, String problem, String hint) {}

  private final Workspace workspace;
  private final Passwords passwords;
  private final SessionCookie cookie;
  private final Frames frames;
  private final InstantSource clock;

  SignInPage(
      Workspace workspace,
      Passwords passwords,
      SessionCookie cookie,
      Frames frames,
      InstantSource clock) {
    this.workspace = workspace;
    this.passwords = passwords;
    this.cookie = cookie;
    this.frames = frames;
    this.clock = clock;
  }

  @GetMapping("/sign-in")
  @OpenTo(Circle.ANYONE)
  Object show(@RequestParam(defaultValue = "") String next) {
    return Person.now()
        .<Object>map(person -> new Redirect(frames.home(person.role())))
        .orElseGet(() -> page("", next, "", HttpStatus.OK));
  }

  @PostMapping("/sign-in")
  @OpenTo(Circle.ANYONE)
  Object signIn(
      @RequestParam String name,
      @RequestParam String password,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (passwords.check(name, password, request.getRemoteAddr())) {
      case Passwords.Right(User user) -> {
        cookie.session(request).ifPresent(workspace.sessions()::end);
        cookie.startSession(
            response, workspace.sessions().open(user.id(), Sessions.Proof.PASSWORD));
        yield new Redirect(safe(next, user));
      }
      case Passwords.Wrong() ->
          page(name, next, "Name and password do not belong together.", HttpStatus.UNAUTHORIZED);
      case Passwords.Locked(Instant until) -> {
        long minutes = Duration.between(clock.instant(), until).plusSeconds(59).toMinutes();
        response.setHeader("Retry-After", Long.toString(Math.max(1, minutes) * 60));
        yield page(
            name,
            next,
            "Too many attempts. Please wait "
                + (minutes <= 1 ? "a minute" : minutes + " minutes")
                + " before the next one.",
            HttpStatus.TOO_MANY_REQUESTS);
      }
    };
  }

  @PostMapping("/sign-out")
  @OpenTo(Circle.SIGNED_IN)
  Redirect signOut(Visit visit, HttpServletRequest request, HttpServletResponse response) {
    cookie.session(request).ifPresent(workspace.sessions()::end);
    cookie.endSession(response);
    return new Redirect("/sign-in");
  }

  private String safe(String next, User user) {
    return Redirect.isOurs(next) ? next : frames.home(user.role());
  }

  private Page page(String name, String next, String problem, HttpStatus status) {
    String hint =
        workspace.users().anybody()
            ? ""
            : "Nobody has been let in yet. The line that `holdfast serve` printed has a link for the"
                + " first start.";
    return Page.of("pages/sign-in", "Sign in", Section.NONE, new Model(name, next, problem, hint))
        .with(status);
  }
}
