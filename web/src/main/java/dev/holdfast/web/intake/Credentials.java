package dev.holdfast.web.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The write key that a request carries outside its body. */
final class Credentials {

  private Credentials() {}

  /**
   * The key of the headers or the address.
   *
   * @param key the key
   * @param certain whether it must be one; a bearer token may be of somebody else's making, with
   *     the key in the body
   */
  record Given(String key, boolean certain) {}

  static Optional<Given> of(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("basic ")) {
        Optional<String> user = user(header.substring("basic ".length()).strip());
        if (user.isPresent()) {
          return user.map(key -> new Given(key, true));
        }
      } else if (lower.startsWith("bearer ")) {
        return Optional.of(new Given(header.substring("bearer ".length()).strip(), false));
      }
    }
    String query = request.getQueryString();
    if (query == null) {
      return Optional.empty();
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("writeKey=")) {
        return Optional.of(new Given(pair.substring("writeKey=".length()), true));
      }
    }
    return Optional.empty();
  }

  /** The user of Basic authentication; some clients leave the colon out. */
  private static Optional<String> user(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      String user = colon < 0 ? pair : pair.substring(0, colon);
      return user.isEmpty() ? Optional.empty() : Optional.of(user);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no key, then; the body may have one
    }
  }
}
