package dev.holdfast.web.access;

import dev.holdfast.workspace.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookies a browser carries: the secret of its session, and the token of the forms it may send
 * before anybody is signed in.
 *
 * <p>Both are out of reach of scripts and are not sent along by other sites' forms. Where the
 * public address is https they are only sent over it and carry the {@code __Host-} prefix, so that
 * no neighbouring site can plant them.
 */
public final class SessionCookie {

  private final boolean secure;

  /** Cookies for a server whose public address is https, or not. */
  public SessionCookie(boolean secure) {
    this.secure = secure;
  }

  /** The session's secret that came with a request. */
  public Optional<String> session(HttpServletRequest request) {
    return value(request, name("holdfast"));
  }

  /** Gives the browser the secret of a new session. */
  public void startSession(HttpServletResponse response, String token) {
    add(response, name("holdfast"), token, Sessions.LONGEST);
  }

  /** Takes the secret from the browser. */
  public void endSession(HttpServletResponse response) {
    add(response, name("holdfast"), "", Duration.ZERO);
  }

  Optional<String> form(HttpServletRequest request) {
    return value(request, name("holdfast-form"));
  }

  void startForm(HttpServletResponse response, String token) {
    add(response, name("holdfast-form"), token, Duration.ofHours(12));
  }

  private String name(String plain) {
    return secure ? "__Host-" + plain : plain;
  }

  private static Optional<String> value(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  private void add(HttpServletResponse response, String name, String token, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(name, token)
            .httpOnly(true)
            .secure(secure)
            .sameSite("Lax")
            .path("/")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
