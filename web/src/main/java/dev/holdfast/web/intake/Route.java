package dev.holdfast.web.intake;

import dev.holdfast.stream.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an address is for. */
sealed interface Route {

  /** Messages are posted here. */
  record Messages(Wire wire) implements Route {}

  /** A client's notes about itself; thanked for and thrown away. */
  record SelfMetrics() implements Route {}

  /** What a client asks before it sends anything. */
  record ClientSettings(String writeKey) implements Route {}

  /** The browser's client, or a part of it by name. */
  record ClientScript(String file) implements Route {}

  /** The servlet's mappings. */
  List<String> MAPPINGS =
      List.of(
          "/v1/*",
          "/batch",
          "/batch/",
          "/analytics.js/*",
          "/analytics-next/*",
          Route.OWN_FACTS,
          Route.OWN_FACTS + "/");

  /** Where Holdfast's own facts are posted. */
  String OWN_FACTS = "/api/v1/facts";

  Pattern SETTINGS = Pattern.compile("/v1/projects/([A-Za-z0-9_.-]{1,200})/settings");
  Pattern SCRIPT = Pattern.compile("/analytics\\.js/v1/[^/]{1,200}/analytics(\\.min)?\\.js");
  Pattern PART = Pattern.compile("/analytics-next/bundles/([A-Za-z0-9._-]{1,120})");

  /** The addresses that messages are posted to, without the slash that may follow. */
  Map<String, Route> POSTED = posted();

  private static Map<String, Route> posted() {
    Map<String, Route> routes = new HashMap<>();
    routes.put("/v1/batch", new Messages(Wire.BATCH));
    routes.put("/v1/import", new Messages(Wire.BATCH));
    routes.put("/v1/b", new Messages(Wire.BATCH));
    routes.put("/v1/track", new Messages(Wire.TRACK));
    routes.put("/v1/t", new Messages(Wire.TRACK));
    routes.put("/v1/identify", new Messages(Wire.IDENTIFY));
    routes.put("/v1/i", new Messages(Wire.IDENTIFY));
    routes.put("/v1/page", new Messages(Wire.PAGE));
    routes.put("/v1/p", new Messages(Wire.PAGE));
    routes.put("/v1/screen", new Messages(Wire.SCREEN));
    routes.put("/v1/s", new Messages(Wire.SCREEN));
    routes.put("/v1/group", new Messages(Wire.GROUP));
    routes.put("/v1/g", new Messages(Wire.GROUP));
    routes.put("/v1/alias", new Messages(Wire.ALIAS));
    routes.put("/v1/a", new Messages(Wire.ALIAS));
    // Rudder's name for the same.
    routes.put("/v1/merge", new Messages(Wire.ALIAS));
    routes.put("/v1/m", new SelfMetrics());
    routes.put("/batch", new Messages(Wire.POSTHOG));
    routes.put(OWN_FACTS, new Messages(Wire.FACTS));
    return Map.copyOf(routes);
  }

  /** The route of an address; empty when it is none of these. */
  static Optional<Route> of(String path) {
    String bare =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    Route posted = POSTED.get(bare);
    if (posted != null) {
      return Optional.of(posted);
    }
    Matcher settings = SETTINGS.matcher(bare);
    if (settings.matches()) {
      return Optional.of(new ClientSettings(settings.group(1)));
    }
    if (SCRIPT.matcher(bare).matches()) {
      return Optional.of(new ClientScript(""));
    }
    Matcher part = PART.matcher(bare);
    return part.matches() ? Optional.of(new ClientScript(part.group(1))) : Optional.empty();
  }
}
