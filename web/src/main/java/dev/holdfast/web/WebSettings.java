package dev.holdfast.web;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and how it is reached.
 *
 * @param host the address it listens on; "127.0.0.1" for this machine only
 * @param port the port it listens on; 0 for any free one
 * @param zone the zone the company reads dates in
 * @param publicAddress how people reach it, if a proxy stands before it; with https cookies are
 *     only sent encrypted and the proxy's word for the caller's address is taken
 */
public record WebSettings(String host, int port, ZoneId zone, @Nullable URI publicAddress) {

  private static final int HIGHEST_PORT = 65_535;

  public WebSettings {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST, "A port lies between 0 and " + HIGHEST_PORT + ", not " + port);
    }
    if (publicAddress != null
        && (publicAddress.getHost() == null
            || !("https".equals(publicAddress.getScheme())
                || "http".equals(publicAddress.getScheme())))) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "The public address starts with https:// or http://, not " + publicAddress);
    }
  }

  /** This machine only, without a proxy. */
  public static WebSettings local(int port, ZoneId zone) {
    return new WebSettings("127.0.0.1", port, zone, null);
  }

  /** Whether people reach the server over https. */
  public boolean secure() {
    return Optional.ofNullable(publicAddress).map(a -> "https".equals(a.getScheme())).orElse(false);
  }
}
