package dev.holdfast.web.pages;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.access.SessionCookie;
import dev.holdfast.web.frame.Frames;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.workspace.Sessions;
import dev.holdfast.workspace.SignInLinks;
import dev.holdfast.workspace.User;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Signing in by a link that works once. Opening it only asks; the button uses it up, so that a
 * scanner that opens links in mails does not.
 */
@Controller
public final class SignInLinkPage {

  /**
   * What the page shows.
   *
   * @param token the link's secret; empty when it does not work
   * @param name whose link it is; empty when it does not work
   * @param problem why it does not work; empty when it does
   */
  public record Model(String token, String name, String problem) {}

  private final Workspace workspace;
  private final SessionCookie cookie;
  private final Frames frames;

  SignInLinkPage(Workspace workspace, SessionCookie cookie, Frames frames) {
    this.workspace = workspace;
    this.cookie = cookie;
    this.frames = frames;
  }

  @GetMapping("/sign-in/link")
  @OpenTo(Circle.ANYONE)
  Page ask(@RequestParam(defaultValue = "") String token) {
    return switch (workspace.signInLinks().look(token)) {
      case SignInLinks.Accepted(User user) ->
          Page.of("pages/sign-in-link", "Sign in", Section.NONE, new Model(token, user.name(), ""));
      case SignInLinks.Refused(SignInLinks.Why why) -> refused(why);
    };
  }

  @PostMapping("/sign-in/link")
  @OpenTo(Circle.ANYONE)
  Object use(
      @RequestParam(defaultValue = "") String token,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (workspace.signInLinks().use(token)) {
      case SignInLinks.Accepted(User user) -> {
        cookie.session(request).ifPresent(workspace.sessions()::end);
        cookie.startSession(response, workspace.sessions().open(user.id(), Sessions.Proof.LINK));
        yield new Redirect(user.hasPassword() ? frames.home(user.role()) : "/password");
      }
      case SignInLinks.Refused(SignInLinks.Why why) -> refused(why);
    };
  }

  private static Page refused(SignInLinks.Why why) {
    String problem =
        switch (why) {
          case UNKNOWN -> "This link is not one of ours, or it was copied only in part.";
          case USED -> "This link was used before, and it works only once.";
          case EXPIRED -> "This link is too old, or a newer one took its place.";
        };
    return Page.of("pages/sign-in-link", "Sign in", Section.NONE, new Model("", "", problem))
        .with(HttpStatus.GONE);
  }
}
