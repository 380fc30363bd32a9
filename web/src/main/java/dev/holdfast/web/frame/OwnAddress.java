package dev.holdfast.web.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How this server is reached, for lines that people copy.
 *
 * @param publicAddress as the settings say; null when they say nothing
 */
public record OwnAddress(@Nullable URI publicAddress) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The address without a slash at its end: as set, else as whoever asks has reached it. */
  public String of(HttpServletRequest request) {
    if (publicAddress != null) {
      return publicAddress.toString().replaceAll("/+$", "");
    }
    int port = request.getServerPort();
    int usual = request.getScheme().equals("https") ? HTTPS : HTTP;
    return request.getScheme()
        + "://"
        + request.getServerName()
        + (port == usual ? "" : ":" + port);
  }
}
