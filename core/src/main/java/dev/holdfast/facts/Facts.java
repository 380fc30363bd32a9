package dev.holdfast.facts;

import dev.holdfast.facts.Constraint.AtLeast;
import dev.holdfast.facts.Constraint.Between;
import dev.holdfast.facts.Constraint.NotBefore;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of fact, one record each. A component that is not {@code @Nullable} is required; an
 * enum is a closed list of words, stored in lower case; amounts are minor units of {@code
 * currency}.
 *
 * <p>Longer than other files because the list of what Holdfast can know is one idea.
 */
public final class Facts {

  private Facts() {}

  /** Where an account stands with us. */
  public enum Lifecycle {
    PROSPECT,
    TRIAL,
    ONBOARDING,
    ACTIVE,
    CHURNED,
    COMPLETED,
    IGNORED
  }

  /** The state of an account from {@code occurredAt} on. */
  public record Account(
      Origin origin,
      String accountId,
      @Nullable String name,
      @Nullable String domain,
      @Nullable String parentId,
      @Nullable String tier,
      @Nullable String segment,
      @Nullable String industry,
      @Nullable String country,
      @Nullable String timeZone,
      @Nullable Lifecycle lifecycle,
      @Nullable String csm,
      Map<String, String> attributes)
      implements Fact {
    public Account {
      attributes = Map.copyOf(attributes);
    }
  }

  /** What a person does in a customer's decision. */
  public enum PersonRole {
    CHAMPION,
    SPONSOR,
    ADMIN,
    USER,
    DETRACTOR
  }

  /** Whether a person can still be reached at the account. */
  public enum PersonStatus {
    ACTIVE,
    LEFT,
    UNREACHABLE
  }

  /** The state of a person at an account from {@code occurredAt} on. */
  public record Person(
      Origin origin,
      String personId,
      String accountId,
      @Nullable String email,
      @Nullable String name,
      @Nullable PersonRole role,
      @Nullable PersonStatus status,
      @Nullable String language,
      @Nullable String timeZone,
      @Nullable Boolean consent,
      Map<String, String> attributes)
      implements Fact {
    public Person {
      attributes = Map.copyOf(attributes);
    }
  }

  /** Another id that a person goes by: a browser before sign-in, an id of earlier days. */
  public record Alias(Origin origin, String aliasId, String personId) implements Fact {}

  /** How often a subscription is billed. */
  public enum BillingInterval {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    HALF_YEAR,
    YEAR,
    ONCE
  }

  /** Whether a subscription is meant to go on. */
  public enum ContractType {
    RECURRING,
    FIXED_TERM,
    ONE_OFF
  }

  /**
   * The state of a subscription from {@code occurredAt} on. A change of price or quantity is a new
   * fact with the same {@code subscriptionId}; the earliest one counts from {@code startedOn}.
   *
   * <p>{@code amountMinor} is the charge of one billing interval for the whole quantity, after
   * discounts and before tax. A recurring subscription ends when it was cancelled: on {@code
   * termEndOn} if that is later than {@code cancelledOn}, else on {@code cancelledOn}; that date is
   * the first one without it. A fixed term ends on {@code termEndOn}.
   */
  public record Subscription(
      Origin origin,
      String subscriptionId,
      String accountId,
      @Nullable String product,
      @Nullable String plan,
      @AtLeast(0) long quantity,
      @AtLeast(0) long amountMinor,
      String currency,
      BillingInterval billingInterval,
      ContractType contractType,
      boolean trial,
      LocalDate startedOn,
      @NotBefore("startedOn") @Nullable LocalDate termEndOn,
      @NotBefore("startedOn") @Nullable LocalDate cancelledOn,
      @Nullable String reason)
      implements Fact {}

  /** One order; a refund has a negative amount. */
  public record Purchase(
      Origin origin,
      String orderId,
      String accountId,
      @Nullable String personId,
      long amountMinor,
      String currency,
      boolean refund,
      @Nullable String code)
      implements Fact {}

  /** Something a person (or a system) did in the product; {@code quantity} times. */
  public record UsageEvent(
      Origin origin,
      String accountId,
      @Nullable String personId,
      String name,
      @AtLeast(0) long quantity,
      @Nullable String sessionId,
      @AtLeast(0) @Nullable Long durationSeconds,
      Map<String, String> properties)
      implements Fact {
    public UsageEvent {
      properties = Map.copyOf(properties);
    }
  }

  /** Where a ticket stands. */
  public enum TicketStatus {
    OPEN,
    PENDING_CUSTOMER,
    ON_HOLD,
    SOLVED,
    CLOSED
  }

  /** A change of a ticket's status, a public reply, or both. */
  public record TicketEvent(
      Origin origin,
      String ticketId,
      String accountId,
      @Nullable String personId,
      @Nullable String agent,
      @Nullable TicketStatus status,
      boolean publicReply,
      @Nullable String priority,
      @Nullable String complexity,
      @Nullable String cause,
      @Nullable String subject)
      implements Fact {}

  /** The question family of a survey answer; families are never mixed. */
  public enum Instrument {
    NPS,
    CSAT,
    CES,
    INTERACTION,
    CUSTOM
  }

  /** One answer to a survey, on its own scale. */
  public record SurveyResponse(
      Origin origin,
      String responseId,
      String survey,
      @Nullable String surveyVersion,
      Instrument instrument,
      long scaleMin,
      long scaleMax,
      boolean highIsGood,
      @Between({"scaleMin", "scaleMax"}) long score,
      @Nullable String comment,
      String accountId,
      @Nullable String personId,
      @Nullable String interactionId,
      @Nullable String rep,
      @Nullable String channel,
      boolean rewarded)
      implements Fact {}

  /** A rep's private rating of an interaction of their own. Private data class. */
  public record SelfRating(
      Origin origin,
      String interactionId,
      String rep,
      long scaleMin,
      long scaleMax,
      @Between({"scaleMin", "scaleMax"}) long score)
      implements Fact {}

  /** A skill of a rep as both sides see it. Private data class. */
  public record Assessment(
      Origin origin,
      String rubric,
      String rubricVersion,
      String rep,
      String skill,
      @AtLeast(0) @Nullable Long repScore,
      @AtLeast(0) @Nullable Long coachScore,
      @Nullable String note)
      implements Fact {}

  /** How far a referral has come. */
  public enum ReferralStatus {
    SHARED,
    CLICKED,
    SIGNED_UP,
    QUALIFIED,
    PENDING,
    APPROVED,
    REWARDED,
    DENIED,
    REVERSED
  }

  /** A step of a referral. */
  public record Referral(
      Origin origin,
      String code,
      String referrerAccountId,
      @Nullable String referrerPersonId,
      @Nullable String referredAccountId,
      ReferralStatus status)
      implements Fact {}

  /** Who started a touch: we did, or the customer did. */
  public enum TouchDirection {
    PROACTIVE,
    REACTIVE
  }

  /** Time somebody of the team spent with a customer. */
  public record Touch(
      Origin origin,
      String csm,
      String accountId,
      @Nullable String personId,
      String kind,
      @AtLeast(0) long minutes,
      TouchDirection direction,
      @Nullable String channel,
      @Nullable String guidance)
      implements Fact {}

  /** What happened to a person's place in the organisation. */
  public enum OrganisationChangeKind {
    JOINED,
    LEFT,
    CHANGED_ROLE
  }

  /** A person joined, left or changed role at a customer. */
  public record OrganisationChange(
      Origin origin,
      String accountId,
      String personId,
      OrganisationChangeKind change,
      @Nullable String howKnown)
      implements Fact {}

  /** What part of the customer's own success an outcome is about. */
  public enum OutcomeKind {
    HIRING,
    REVENUE,
    RETENTION,
    OTHER
  }

  /** Which way the customer's own numbers went. */
  public enum OutcomeDirection {
    UP,
    FLAT,
    DOWN
  }

  /** Something the customer achieved, or did not, and who said so. */
  public record CustomerOutcome(
      Origin origin,
      String accountId,
      OutcomeKind kind,
      OutcomeDirection direction,
      @Nullable String evidence,
      @Nullable String saidBy)
      implements Fact {}

  /** An account reached a milestone. */
  public record Milestone(Origin origin, String accountId, String milestone) implements Fact {}

  /** Where a lead found by customer success stands. */
  public enum LeadStatus {
    SUBMITTED,
    ACCEPTED,
    REJECTED,
    WON,
    LOST
  }

  /** A step of a lead that customer success handed to sales. */
  public record Lead(
      Origin origin,
      String leadId,
      String accountId,
      @Nullable String csm,
      @AtLeast(0) @Nullable Long amountMinor,
      @Nullable String currency,
      LeadStatus status)
      implements Fact {}

  /** What makes a span of days special. */
  public enum SpanKind {
    HOLIDAY,
    PROMOTION,
    LAUNCH,
    RELEASE,
    INCIDENT
  }

  /** A span of days, both included, that may explain what people did or said. */
  public record CalendarSpan(
      Origin origin,
      String spanId,
      SpanKind kind,
      String name,
      @Nullable String region,
      LocalDate fromDay,
      @NotBefore("fromDay") LocalDate toDay)
      implements Fact {}

  /** What happened to an account in a play. */
  public enum PlayEventKind {
    ENROLLED,
    HELD_OUT,
    STEP_DONE,
    CLOSED
  }

  /** A step of an account through a play. */
  public record PlayEvent(
      Origin origin,
      String play,
      String accountId,
      PlayEventKind kind,
      @Nullable String step,
      @Nullable String reason)
      implements Fact {}
}
