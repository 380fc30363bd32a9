package dev.holdfast.facts;

/**
 * Something known about a customer, with its origin. Each kind is a record in {@link Facts}; its
 * components, in order, are the columns of its table.
 */
public sealed interface Fact
    permits Facts.Account,
        Facts.Person,
        Facts.Alias,
        Facts.Subscription,
        Facts.Purchase,
        Facts.UsageEvent,
        Facts.TicketEvent,
        Facts.SurveyResponse,
        Facts.SelfRating,
        Facts.Assessment,
        Facts.Referral,
        Facts.Touch,
        Facts.OrganisationChange,
        Facts.CustomerOutcome,
        Facts.Milestone,
        Facts.Lead,
        Facts.CalendarSpan,
        Facts.PlayEvent {

  Origin origin();
}
