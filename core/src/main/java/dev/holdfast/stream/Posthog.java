package dev.holdfast.stream;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What PostHog's events mean in Segment's words. */
final class Posthog {

  /** Kinds of group that are accounts, the likeliest first; else the only kind that is named. */
  private static final List<String> ACCOUNT_GROUPS =
      List.of("company", "organization", "account", "customer", "workspace", "team");

  private static final String GROUPS = "$groups.";
  private static final String SET = "$set.";
  private static final String SET_ONCE = "$set_once.";
  private static final String GROUP_SET = "$group_set.";

  private Posthog() {}

  static void translate(Draft draft) {
    draft.contextGroupId = account(draft.properties).orElse(draft.contextGroupId);
    draft.sessionId = draft.properties.get("$session_id");
    String event = draft.event == null ? "" : draft.event;
    draft.kind =
        switch (event) {
          case "$identify", "$set" -> "identify";
          case "$groupidentify" -> "group";
          case "$pageview" -> "page";
          case "$screen" -> "screen";
          case "$create_alias" -> "alias";
          default -> "track";
        };
    switch (draft.kind) {
      case "identify" -> draft.anonymousId = draft.properties.get("$anon_distinct_id");
      case "group" -> {
        draft.groupId = draft.properties.get("$group_key");
        move(draft.properties, GROUP_SET, draft.traits);
        // The one who told it is a name PostHog makes up, and nobody's member.
        draft.userId = null;
      }
      case "alias" -> draft.previousId = draft.properties.get("alias");
      case "screen" -> draft.name = draft.properties.get("$screen_name");
      case "page" -> draft.name = draft.properties.get("$pathname");
      default -> {}
    }
    move(draft.properties, SET_ONCE, draft.traits);
    move(draft.properties, SET, draft.traits);
    draft.properties.keySet().removeIf(key -> key.startsWith(GROUPS) || key.startsWith("$lib"));
  }

  private static Optional<String> account(Map<String, String> properties) {
    @Nullable String only = null;
    for (String kind : ACCOUNT_GROUPS) {
      String id = properties.get(GROUPS + kind);
      if (id != null) {
        return Optional.of(id);
      }
    }
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().startsWith(GROUPS)) {
        if (only != null) {
          return Optional.empty();
        }
        only = property.getValue();
      }
    }
    return Optional.ofNullable(only);
  }

  private static void move(Map<String, String> from, String prefix, Map<String, String> to) {
    for (Iterator<Map.Entry<String, String>> each = from.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, String> property = each.next();
      if (property.getKey().startsWith(prefix)) {
        to.put(property.getKey().substring(prefix.length()), property.getValue());
        each.remove();
      }
    }
  }
}
