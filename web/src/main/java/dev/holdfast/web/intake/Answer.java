package dev.holdfast.web.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers. */
final class Answer {

  static final ObjectMapper JSON = JsonMapper.builder().build();

  /** So many seconds a client waits after it was told to come again. */
  private static final String RETRY_AFTER = "1";

  private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.US_ASCII);

  private Answer() {}

  static void success(HttpServletResponse response) throws IOException {
    bytes(response, 200, "application/json", SUCCESS);
  }

  static void refused(HttpServletResponse response, Refused refused) throws IOException {
    if (refused.status() == 429 || refused.status() == 503) {
      response.setHeader("Retry-After", RETRY_AFTER);
    }
    if (refused.status() == 401) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"write key\"");
    }
    json(response, refused.status(), new Failure(false, refused.says()));
  }

  private record Failure(boolean success, String message) {}

  static void json(HttpServletResponse response, int status, Object value) throws IOException {
    bytes(response, status, "application/json", JSON.writeValueAsBytes(value));
  }

  static void bytes(HttpServletResponse response, int status, String type, byte[] bytes)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Lets pages of other sites read the answer: write keys are all there is to know. */
  static void allowOrigin(HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    if (origin != null) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Vary", "Origin");
    }
  }

  static void preflight(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    response.setHeader(
        "Access-Control-Allow-Headers",
        "authorization, content-type, content-encoding, x-retry-count");
    response.setHeader("Access-Control-Max-Age", "900");
    response.setStatus(204);
  }
}
