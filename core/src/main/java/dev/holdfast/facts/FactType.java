package dev.holdfast.facts;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The kinds of fact with their tables. Columns, checks and appends are derived from the record.
 *
 * <p>A <em>state</em> fact says how something is from {@code occurred_at} on, so the latest one per
 * key counts; an <em>event</em> fact says that something happened.
 */
public enum FactType {
  ACCOUNT(Facts.Account.class, "account_id"),
  PERSON(Facts.Person.class, "person_id"),
  ALIAS(Facts.Alias.class, "alias_id"),
  SUBSCRIPTION(Facts.Subscription.class, "subscription_id"),
  PURCHASE(Facts.Purchase.class),
  USAGE_EVENT(Facts.UsageEvent.class),
  TICKET_EVENT(Facts.TicketEvent.class),
  SURVEY_RESPONSE(Facts.SurveyResponse.class),
  SELF_RATING(Facts.SelfRating.class),
  ASSESSMENT(Facts.Assessment.class),
  REFERRAL(Facts.Referral.class),
  TOUCH(Facts.Touch.class),
  ORGANISATION_CHANGE(Facts.OrganisationChange.class),
  CUSTOMER_OUTCOME(Facts.CustomerOutcome.class),
  MILESTONE(Facts.Milestone.class),
  LEAD(Facts.Lead.class),
  CALENDAR_SPAN(Facts.CalendarSpan.class, "span_id"),
  PLAY_EVENT(Facts.PlayEvent.class);

  private final Class<? extends Fact> recordClass;
  private final Optional<String> stateKey;

  private final FactShape shape;

  FactType(Class<? extends Fact> recordClass) {
    this(recordClass, Optional.empty());
  }

  FactType(Class<? extends Fact> recordClass, String stateKey) {
    this(recordClass, Optional.of(stateKey));
  }

  FactType(Class<? extends Fact> recordClass, Optional<String> stateKey) {
    this.recordClass = recordClass;
    this.stateKey = stateKey;
    this.shape = FactShape.of(recordClass);
  }

  /** The type of a fact. */
  public static FactType of(Fact fact) {
    return Arrays.stream(values())
        .filter(type -> type.recordClass == fact.getClass())
        .findFirst()
        .orElseThrow();
  }

  /** The type called so in mapping files and commands: {@code usage_event}. */
  public static FactType named(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_DEFINITION,
                "There is no fact called '"
                    + word
                    + "'. There are: "
                    + Arrays.stream(values())
                        .map(FactType::word)
                        .collect(Collectors.joining(", "))));
  }

  /** The name used in files, commands and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the table. */
  public String tableName() {
    return "fact_" + word();
  }

  /** The whole table, retracted facts included; to read what counts use {@link FactReader}. */
  public Table<?> table() {
    return DSL.table(DSL.name(tableName()));
  }

  public Class<? extends Fact> recordClass() {
    return recordClass;
  }

  /** Whether the fact is a state, of which the latest per key counts. */
  public boolean isState() {
    return stateKey.isPresent();
  }

  /** The column that says whose state it is; absent for events. */
  public Optional<String> stateKey() {
    return stateKey;
  }

  /** The columns of its own, in order, after those that every fact has. */
  public List<FactColumn> columns() {
    return shape.columns();
  }

  /** A column by name. */
  public FactColumn column(String name) {
    return columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.BAD_DEFINITION,
                "A "
                    + word()
                    + " has no field '"
                    + name
                    + "'. It has: "
                    + columns().stream().map(FactColumn::name).collect(Collectors.joining(", "))));
  }

  /** A column of the fact's table as a field of a known Java type. */
  public <T> Field<T> field(String name, Class<T> type) {
    return DSL.field(DSL.name(name), type);
  }

  /** Every column of the table, in order: the common ones first. */
  public List<Field<?>> allFields() {
    return Stream.concat(
            CommonColumns.ALL.stream(), columns().stream().<Field<?>>map(FactColumn::field))
        .toList();
  }

  FactShape shape() {
    return shape;
  }
}
