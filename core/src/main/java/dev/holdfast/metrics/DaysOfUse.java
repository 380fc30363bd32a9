package dev.holdfast.metrics;

import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Table;

/**
 * The days on which the product was used, local to the zone of the rollups.
 *
 * @param people days on which somebody named was active, one row each: {@code account_id,
 *     person_id, day}
 * @param accounts what was done on each day of an account: {@code account_id, day, events,
 *     value_events, people, people_events}; {@code people} counts those named who were active,
 *     {@code people_events} what they did that is of value
 * @param names days on which something was done, by the name of it: {@code account_id, name, day},
 *     of the usage events that meet a condition; of what was done lately the condition is met
 *     already
 */
public record DaysOfUse(Table<?> people, Table<?> accounts, Function<Condition, Table<?>> names) {}
