package dev.holdfast.web.pages;

import dev.holdfast.web.frame.Visit;
import org.jspecify.annotations.Nullable;

/** Where a figure of one account leads: to the metric that counts the same, or to its rows. */
public final class Doors {

  /** The name by which pages about metrics are asked for one account only. */
  static final String ACCOUNT = "account";

  private final Visit visit;
  private final String accountId;

  Doors(Visit visit, String accountId) {
    this.visit = visit;
    this.accountId = accountId;
  }

  /** A way out, and what is behind it. */
  public record Door(String words, String link) {}

  /** A metric of this account alone over its last days. */
  String metric(String key, int days) {
    return visit.link("/metrics/" + key, "days", days, ACCOUNT, accountId);
  }

  /** The rows that such a metric is made of. */
  String rows(String key, int days) {
    return visit.link("/metrics/" + key + "/rows", "days", days, ACCOUNT, accountId);
  }

  /** A card of the account's page. */
  String card(String name) {
    return visit.link(AccountPage.path(accountId)) + "#" + name;
  }

  /** The account's timeline narrowed to one kind. */
  String timeline(String kind) {
    return visit.link(AccountPage.path(accountId), "kind", kind) + "#timeline";
  }

  /** Where answers to an instrument are counted; the voice card for those without a metric. */
  String answers(String instrument) {
    return switch (instrument) {
      case "nps", "csat" -> rows(instrument, 365);
      default -> timeline("voice");
    };
  }

  /** Behind a measure of health, by its name in the profile; null for one of the team's own. */
  @Nullable Door measure(String name) {
    return switch (name) {
      case "reach" -> new Door("Active people", metric("active_people", 28));
      case "usage_change" -> new Door("Usage change", metric("usage_change", 28));
      case "frequency" -> new Door("Stickiness", metric("stickiness", 28));
      case "breadth" -> new Door("Usage by kind", card("usage"));
      case "outcomes", "milestone_pace" -> new Door("Milestones", timeline("milestones"));
      case "open_tickets", "reopened" -> new Door("Tickets", timeline("tickets"));
      case "resolution" -> new Door("Full resolution time", metric("full_resolution_time", 90));
      case "csat" -> new Door("Satisfaction", metric("csat", 90));
      case "nps" -> new Door("Net Promoter Score", metric("nps", 180));
      case "champions" -> new Door("People", card("people"));
      case "contact" -> new Door("Touches", timeline("touches"));
      case "revenue" -> new Door("Movements of revenue", metric("mrr_movements", 90));
      default -> null;
    };
  }
}
