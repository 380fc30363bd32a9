package dev.holdfast.web.frame;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.access.Walls;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * What happens when something fails: our own exceptions become a status, and every failed answer
 * becomes a page that says what happened, that nothing was lost, and what to do.
 */
@Controller
public final class Failures implements HandlerExceptionResolver {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);
  private static final String SENTENCE = "holdfast.sentence";
  private static final String REFERENCE = "holdfast.reference";

  private final SecureRandom random = new SecureRandom();

  /**
   * What the error page says.
   *
   * @param heading what happened
   * @param sentence that nothing was lost, and what to do
   * @param reference what to look for in the log; empty when the log has nothing
   */
  public record Model(String heading, String sentence, String reference) {}

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (!(failure instanceof HoldfastException ours)) {
      return null;
    }
    HttpStatus status = status(ours.code());
    if (ours.code().fault() == ErrorCode.Fault.USER) {
      request.setAttribute(SENTENCE, ours.getMessage());
    } else {
      note(request, ours);
    }
    try {
      response.sendError(status.value());
    } catch (IOException e) {
      log.debug("the reader has gone before the error page", e);
    }
    return new ModelAndView();
  }

  static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST, BAD_DEFINITION, BAD_FILE -> HttpStatus.BAD_REQUEST;
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case DATA_FOLDER_IN_USE, OUTSIDE_UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case OVERLOADED -> HttpStatus.TOO_MANY_REQUESTS;
      case STORE_FAILED, BROKEN_PROMISE -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private void note(HttpServletRequest request, Throwable failure) {
    String reference = Integer.toHexString(random.nextInt() | 0x1000_0000);
    request.setAttribute(REFERENCE, reference);
    log.error("reference {}: {} failed", reference, request.getRequestURI(), failure);
  }

  @RequestMapping("/error")
  @OpenTo(Circle.ANYONE)
  Page page(HttpServletRequest request) {
    HttpStatus status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? HttpStatus.valueOf(code)
            : HttpStatus.NOT_FOUND;
    if (status.is5xxServerError()
        && request.getAttribute(REFERENCE) == null
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      note(request, failure);
    }
    Model model =
        new Model(
            heading(status, request), sentence(status, request), attribute(request, REFERENCE));
    return Page.of("layout/failure", model.heading(), Section.NONE, model).with(status);
  }

  private static String heading(HttpStatus status, HttpServletRequest request) {
    if (request.getAttribute(Walls.STALE_FORM) != null) {
      return "This form is too old";
    }
    return switch (status) {
      case NOT_FOUND -> "There is no such page";
      case FORBIDDEN -> "This page is not open to you";
      case METHOD_NOT_ALLOWED -> "This address is not for reading";
      case BAD_REQUEST -> "This cannot be done as asked";
      case SERVICE_UNAVAILABLE -> "Something outside Holdfast does not answer";
      default -> status.is4xxClientError() ? "This cannot be done as asked" : "Something broke";
    };
  }

  private static String sentence(HttpStatus status, HttpServletRequest request) {
    if (request.getAttribute(Walls.STALE_FORM) != null) {
      return "It was opened in another sign-in, so it was not taken and nothing changed. Go back,"
          + " load the page again, and send it once more.";
    }
    String said = attribute(request, SENTENCE);
    if (!said.isEmpty()) {
      return said;
    }
    return switch (status) {
      case NOT_FOUND -> "It may have moved, or it belongs to an account you do not look after.";
      case FORBIDDEN -> "Your role does not include it. An admin can change that.";
      case METHOD_NOT_ALLOWED -> "Nothing changed. Go back to the page the form is on.";
      case SERVICE_UNAVAILABLE -> "Nothing was lost. Please try again in a minute.";
      default ->
          status.is4xxClientError()
              ? "Nothing changed. Go back and check what was entered."
              : "This is our mistake, not yours. What was saved before is safe.";
    };
  }

  private static String attribute(HttpServletRequest request, String name) {
    return request.getAttribute(name) instanceof String text ? text : "";
  }
}
