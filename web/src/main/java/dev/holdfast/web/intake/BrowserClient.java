package dev.holdfast.web.intake;

import dev.holdfast.web.intake.Refused.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What browsers load before they send: Segment's own client, which Holdfast ships as it is, and the
 * settings that make it send here and nowhere else.
 *
 * <p>Every key gets its settings, a wrong one too: without them the client would report to its
 * maker. What a wrong key sends is refused.
 */
final class BrowserClient {

  private static final String FOLDER = "/holdfast/web/analytics/";
  private static final String CLIENT_FILE = "standalone.js";
  private static final String SETTINGS_FILE = "settings.json";

  /** What may stand between the quotes of the settings. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  void settings(HttpServletRequest request, HttpServletResponse response, String writeKey)
      throws IOException, RefusedException {
    String host = request.getHeader("Host");
    if (host == null || !HOST.matcher(host).matches()) {
      throw new Refused(Refused.Reason.NOT_ALLOWED, 400, "The Host header makes no sense")
          .exception();
    }
    String settings =
        new String(file(SETTINGS_FILE), StandardCharsets.UTF_8)
            .replace("__WRITE_KEY__", writeKey)
            .replace("__HOST__", host)
            .replace("__SCHEME__", request.getScheme());
    response.setHeader("Cache-Control", "private, max-age=60");
    Answer.bytes(response, 200, "application/json", settings.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The client.
   *
   * @param file empty for the client itself, else a part that it loads when a page needs it
   */
  void script(HttpServletResponse response, String file) throws IOException, RefusedException {
    byte[] script = file(file.isEmpty() ? CLIENT_FILE : file);
    if (script.length == 0 || !(file.isEmpty() || file.endsWith(".js"))) {
      throw new Refused(Refused.Reason.NOT_ALLOWED, 404, "There is no file " + file).exception();
    }
    response.setHeader("Cache-Control", "public, max-age=3600");
    Answer.bytes(response, 200, "text/javascript; charset=UTF-8", script);
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
