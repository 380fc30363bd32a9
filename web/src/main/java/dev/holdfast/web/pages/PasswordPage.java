package dev.holdfast.web.pages;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.access.Passwords;
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
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Choosing a password: at the first start, after a one-time link, or because one wants another. */
@Controller
public final class PasswordPage {

  /**
   * What the page shows.
   *
   * @param signInName what the person types to sign in
   * @param first whether it is their first password
   * @param askCurrent whether the password they have must be given
   * @param problem why the last attempt did not work; empty at first
   * @param home where to go instead
   */
  public record Model(
      String signInName, boolean first, boolean askCurrent, String problem, String home) {}

  private final Workspace workspace;
  private final Passwords passwords;
  private final SessionCookie cookie;
  private final Frames frames;

  PasswordPage(Workspace workspace, Passwords passwords, SessionCookie cookie, Frames frames) {
    this.workspace = workspace;
    this.passwords = passwords;
    this.cookie = cookie;
    this.frames = frames;
  }

  @GetMapping("/password")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit, HttpServletRequest request) {
    return page(visit, request, "", HttpStatus.OK);
  }

  @PostMapping("/password")
  @OpenTo(Circle.SIGNED_IN)
  Object choose(
      Visit visit,
      @RequestParam(defaultValue = "") String current,
      @RequestParam String password,
      @RequestParam String again,
      HttpServletRequest request,
      HttpServletResponse response) {
    User user = user(visit);
    if (askCurrent(user, request)
        && !(passwords.check(user.signInName(), current, request.getRemoteAddr())
            instanceof Passwords.Right)) {
      return page(visit, request, "The current password is another one.", HttpStatus.BAD_REQUEST);
    }
    Optional<String> objection =
        password.equals(again)
            ? Passwords.objection(password, user.signInName())
            : Optional.of("The two passwords are not the same.");
    if (objection.isPresent()) {
      return page(visit, request, objection.get(), HttpStatus.BAD_REQUEST);
    }
    workspace.users().setPasswordHash(user.id(), passwords.hash(password), visit.person().actor());
    cookie.startSession(response, workspace.sessions().open(user.id(), Sessions.Proof.PASSWORD));
    return new Redirect(frames.home(user.role()));
  }

  private Page page(Visit visit, HttpServletRequest request, String problem, HttpStatus status) {
    User user = user(visit);
    Model model =
        new Model(
            user.signInName(),
            !user.hasPassword(),
            askCurrent(user, request),
            problem,
            frames.home(user.role()));
    String title = model.first() ? "Choose a password" : "Change your password";
    return Page.of("pages/password", title, Section.NONE, model).with(status);
  }

  private boolean askCurrent(User user, HttpServletRequest request) {
    return user.hasPassword()
        && !cookie.session(request).map(workspace.sessions()::cameByLink).orElse(false);
  }

  private User user(Visit visit) {
    return workspace.users().find(visit.person().userId()).orElseThrow();
  }
}
