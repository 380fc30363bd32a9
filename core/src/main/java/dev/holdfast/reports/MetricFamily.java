package dev.holdfast.reports;

import dev.holdfast.metrics.Contract;

/** What a metric is about, by the source of its contract. */
public enum MetricFamily {
  VOICE("Voice", 90),
  SUPPORT("Support", 90),
  USAGE("Usage", 28),
  REVENUE("Revenue and retention", 90),
  GROWTH("Referrals and growth", 365),
  WORK("Our own work", 90),
  OTHER("Other", 90);

  private final String title;
  private final int usualDays;

  MetricFamily(String title, int usualDays) {
    this.title = title;
    this.usualDays = usualDays;
  }

  public String title() {
    return title;
  }

  /** Days of the headline unless somebody asks for others. */
  public int usualDays() {
    return usualDays;
  }

  public static MetricFamily of(Contract contract) {
    return switch (contract.source()) {
      case "survey_response" -> VOICE;
      case "ticket", "ticket_contact", "ticket_event" -> SUPPORT;
      case "usage_event", "person_day", "account_day" -> USAGE;
      case "subscription",
          "purchase",
          "mrr_movement",
          "account_spell",
          "mrr_unconverted",
          "renewal" ->
          REVENUE;
      case "referral", "referral_case", "promoter_answer", "lead", "lead_case" -> GROWTH;
      case "touch", "play_event" -> WORK;
      default -> OTHER;
    };
  }
}
