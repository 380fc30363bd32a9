package dev.holdfast.web.access;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to its handler only if the person belongs to the handler's circle. */
public final class Doorman implements HandlerInterceptor {

  /** The request header by which htmx says that it asks for a part of a page. */
  public static final String PART_HEADER = "HX-Request";

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "not one of our handlers: " + handler);
    }
    Circle circle = circle(method);
    if (circle == Circle.ANYONE) {
      return true;
    }
    Optional<SignedIn> person = Person.now();
    if (person.isEmpty()) {
      sendToSignIn(request, response);
      return false;
    }
    if (!circle.holds(person.get().role())) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return false;
    }
    return true;
  }

  /** The circle a handler is open to; one that does not say is open to nobody. */
  public static Circle circle(HandlerMethod method) {
    OpenTo openTo = method.getMethodAnnotation(OpenTo.class);
    if (openTo == null) {
      throw new HoldfastException(
          ErrorCode.BROKEN_PROMISE, method + " does not say who it is open to");
    }
    return openTo.value();
  }

  /** Sends a person to sign in and then back to what they asked for. */
  static void sendToSignIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getHeader(PART_HEADER) != null) {
      response.setHeader("HX-Redirect", "/sign-in");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String target = "/sign-in";
    if (request.getMethod().equals("GET") && !request.getRequestURI().equals("/")) {
      String query = request.getQueryString();
      String wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
      target += "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", target);
  }
}
