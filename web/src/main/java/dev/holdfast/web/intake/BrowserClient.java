package dev.holdfast.web.intake;

import dev.holdfast.web.intake.Refused.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What browsers load before they send: the settings of a source, and Segment's own client, which
 * Holdfast ships as it is.
 */
final class BrowserClient {

  private static final String FOLDER = "/holdfast/web/analytics/";

  /** The name under which sites load the client. */
  private static final String CLIENT = "analytics.min.js";

  private static final String CLIENT_FILE = "standalone.js";

  private final MessageDesk desk;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  BrowserClient(MessageDesk desk) {
    this.desk = desk;
  }

  /**
   * Sends everything to this server and nothing to anybody else.
   *
   * @param writeKey the key the client will send with
   */
  void settings(HttpServletRequest request, HttpServletResponse response, String writeKey)
      throws IOException, RefusedException {
    mustBeKnown(writeKey);
    response.setHeader("Cache-Control", "private, max-age=60");
    Answer.json(
        response,
        200,
        Map.of(
            "integrations",
            Map.of(
                "Segment.io",
                Map.of(
                    "apiKey",
                    writeKey,
                    "apiHost",
                    request.getHeader("Host") + "/v1",
                    "protocol",
                    request.getScheme())),
            "metrics",
            Map.of("sampleRate", 0),
            "plan",
            Map.of(),
            "edgeFunction",
            Map.of()));
  }

  void script(HttpServletResponse response, String writeKey, String file)
      throws IOException, RefusedException {
    mustBeKnown(writeKey);
    byte[] script = file(file.equals(CLIENT) ? CLIENT_FILE : file);
    if (script.length == 0) {
      throw new Refused(Refused.Reason.NOT_ALLOWED, 404, "There is no file " + file).exception();
    }
    response.setHeader("Cache-Control", "public, max-age=3600");
    Answer.bytes(response, 200, "text/javascript; charset=UTF-8", script);
  }

  private void mustBeKnown(String writeKey) throws RefusedException {
    if (desk.source(writeKey).isEmpty()) {
      throw new Refused(Refused.Reason.UNKNOWN_KEY, 404, "No source has this write key")
          .exception();
    }
  }

  private byte[] file(String name) throws IOException {
    byte[] known = files.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = BrowserClient.class.getResourceAsStream(FOLDER + name)) {
      byte[] file = in == null ? new byte[0] : in.readAllBytes();
      if (file.length > 0) {
        files.put(name, file);
      }
      return file;
    }
  }
}
