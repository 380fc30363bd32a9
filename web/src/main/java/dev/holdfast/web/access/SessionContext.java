package dev.holdfast.web.access;

import dev.holdfast.workspace.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Finds who is signed in by the session's secret in the cookie; sessions live in the workspace, the
 * servlet container keeps none.
 */
public final class SessionContext implements SecurityContextRepository {

  private final Sessions sessions;
  private final SessionCookie cookie;

  public SessionContext(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  @Override
  @SuppressWarnings("deprecation") // its replacement calls it
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    cookie
        .session(holder.getRequest())
        .flatMap(sessions::person)
        .ifPresent(person -> context.setAuthentication(new Person(person)));
    return context;
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // Signing in and out write the session themselves.
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return cookie.session(request).isPresent();
  }
}
