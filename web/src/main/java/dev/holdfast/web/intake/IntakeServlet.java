package dev.holdfast.web.intake;

import dev.holdfast.web.intake.Refused.RefusedException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Answers the addresses that products send to. */
public final class IntakeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** A body, and the disk after it, have so long. Clients give up after 10 seconds. */
  private static final long TIME_MILLISECONDS = 20_000;

  private final transient MessageDesk desk;
  private final transient InFlight memory;
  private final transient BrowserClient browser;
  private final int bodyBytes;

  IntakeServlet(MessageDesk desk, InFlight memory, BrowserClient browser, int bodyBytes) {
    this.desk = desk;
    this.memory = memory;
    this.browser = browser;
    this.bodyBytes = bodyBytes;
  }

  /** The addresses it is to be put at. */
  public static List<String> mappings() {
    return Route.MAPPINGS;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Route> route = Route.of(request.getRequestURI());
    boolean own = request.getRequestURI().startsWith(Route.OWN_FACTS);
    if (!own) {
      Answer.allowOrigin(request, response);
    }
    if (route.isEmpty()) {
      refuse(
          response,
          new Refused(
              Refused.Reason.NOT_ALLOWED, 404, "There is nothing to send to at this address"));
      return;
    }
    if (request.getMethod().equals("OPTIONS") && !own) {
      Answer.preflight(response);
      return;
    }
    try {
      switch (route.get()) {
        case Route.Messages messages -> {
          must(request, "POST");
          read(messages, request, response);
        }
        case Route.SelfMetrics() -> {
          must(request, "POST");
          Answer.success(response);
        }
        case Route.ClientSettings(String writeKey) -> {
          must(request, "GET");
          browser.settings(request, response, writeKey);
        }
        case Route.ClientScript(String file) -> {
          must(request, "GET");
          browser.script(response, file);
        }
      }
    } catch (RefusedException e) {
      refuse(response, e.refused());
    }
  }

  private static void must(HttpServletRequest request, String method) throws RefusedException {
    if (!request.getMethod().equals(method)) {
      throw new Refused(
              Refused.Reason.NOT_ALLOWED, 405, "This address takes " + method + " requests")
          .exception();
    }
  }

  private void read(
      Route.Messages messages, HttpServletRequest request, HttpServletResponse response)
      throws IOException, RefusedException {
    desk.source(request); // a key that nobody has is refused before its body is read
    InFlight.Share share = memory.share();
    try {
      Body body = new Body(request.getContentLengthLong(), bodyBytes, share);
      AsyncContext async = request.startAsync(request, response);
      async.setTimeout(TIME_MILLISECONDS);
      new IntakeRequest(desk, messages, async, share, body).begin();
    } catch (RefusedException e) {
      share.close();
      throw e;
    }
  }

  private void refuse(HttpServletResponse response, Refused refused) throws IOException {
    desk.counts().add(refused.reason());
    Answer.refused(response, refused);
  }
}
