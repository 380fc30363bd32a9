package dev.holdfast.stream;

import dev.holdfast.facts.Facts.Account;
import dev.holdfast.facts.Facts.Lifecycle;
import dev.holdfast.facts.Facts.Person;
import dev.holdfast.facts.Facts.PersonRole;
import dev.holdfast.facts.Facts.PersonStatus;
import dev.holdfast.facts.Origin;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What traits say about a person or an account, laid over what is known.
 *
 * <p>Traits are what changed: what they leave out stays. Those that came late, after something
 * newer was known, fill what is empty and overwrite nothing.
 */
final class Traits {

  /** Clients count milliseconds: messages so close together were told in the order they came in. */
  private static final Duration TOGETHER = Duration.ofMillis(1);

  private final Map<String, String> rest;
  private final boolean late;

  private Traits(Map<String, String> traits, boolean late) {
    this.rest = new HashMap<>(traits);
    this.late = late;
  }

  /** The person as they are now, or newly known. */
  static Person person(
      Origin origin,
      String personId,
      String accountId,
      Map<String, String> given,
      @Nullable Person before) {
    Origin last = before == null ? null : before.origin();
    Traits traits = new Traits(given, isLate(origin, last));
    String fullName = fullName(given);
    return new Person(
        at(origin, last),
        personId,
        accountId,
        traits.text(before == null ? null : before.email(), "email"),
        traits.kept(
            fullName,
            before == null ? null : before.name(),
            "name",
            "firstName",
            "lastName",
            "first_name",
            "last_name"),
        traits.word(PersonRole.class, before == null ? null : before.role(), "role"),
        traits.word(PersonStatus.class, before == null ? null : before.status(), "status"),
        traits.text(before == null ? null : before.language(), "language", "locale"),
        traits.text(before == null ? null : before.timeZone(), "timezone", "timeZone", "time_zone"),
        before == null ? null : before.consent(),
        traits.attributes(before == null ? Map.of() : before.attributes()));
  }

  /** The account as it is now, or newly known. */
  static Account account(
      Origin origin, String accountId, Map<String, String> given, @Nullable Account before) {
    Origin last = before == null ? null : before.origin();
    Traits traits = new Traits(given, isLate(origin, last));
    return new Account(
        at(origin, last),
        accountId,
        traits.text(before == null ? null : before.name(), "name"),
        traits.kept(domain(given), before == null ? null : before.domain(), "domain", "website"),
        traits.text(before == null ? null : before.parentId(), "parent_id", "parentId"),
        traits.text(before == null ? null : before.tier(), "tier"),
        traits.text(before == null ? null : before.segment(), "segment"),
        traits.text(before == null ? null : before.industry(), "industry"),
        traits.text(before == null ? null : before.country(), "country", "address.country"),
        traits.text(before == null ? null : before.timeZone(), "timezone", "timeZone", "time_zone"),
        traits.word(Lifecycle.class, before == null ? null : before.lifecycle(), "lifecycle"),
        traits.text(before == null ? null : before.csm(), "csm"),
        traits.attributes(before == null ? Map.of() : before.attributes()));
  }

  /** Whether something newer was known already. */
  static boolean isLate(Origin origin, @Nullable Origin before) {
    return before != null && before.occurredAt().isAfter(origin.occurredAt().plus(TOGETHER));
  }

  /** Behind what was known before, so that of two states for one moment the later told counts. */
  private static Origin at(Origin origin, @Nullable Origin before) {
    return before == null || origin.occurredAt().isAfter(before.occurredAt())
        ? origin
        : new Origin(
            origin.source(), origin.factId(), before.occurredAt().plus(1, ChronoUnit.MICROS));
  }

  private @Nullable String text(@Nullable String before, String... names) {
    @Nullable String given = null;
    for (String name : names) {
      String value = rest.remove(name);
      given = given == null && value != null && !value.isBlank() ? value : given;
    }
    return chosen(given, before);
  }

  private @Nullable String kept(@Nullable String given, @Nullable String before, String... names) {
    List.of(names).forEach(rest::remove);
    return chosen(given, before);
  }

  private <T> @Nullable T chosen(@Nullable T given, @Nullable T before) {
    return given == null || (late && before != null) ? before : given;
  }

  /** One of a closed list of words; another word stays an attribute. */
  private <E extends Enum<E>> @Nullable E word(Class<E> type, @Nullable E before, String name) {
    String given = rest.get(name);
    if (given == null) {
      return before;
    }
    Optional<E> known =
        Arrays.stream(type.getEnumConstants())
            .filter(each -> each.name().equals(given.toUpperCase(Locale.ROOT)))
            .findFirst();
    if (known.isEmpty()) {
      return before;
    }
    rest.remove(name);
    return chosen(known.get(), before);
  }

  private Map<String, String> attributes(Map<String, String> before) {
    Map<String, String> attributes = new HashMap<>(late ? rest : before);
    attributes.putAll(late ? before : rest);
    return attributes;
  }

  private static @Nullable String fullName(Map<String, String> traits) {
    if (traits.get("name") != null) {
      return traits.get("name");
    }
    String first = traits.getOrDefault("firstName", traits.getOrDefault("first_name", ""));
    String last = traits.getOrDefault("lastName", traits.getOrDefault("last_name", ""));
    String full = (first + " " + last).strip();
    return full.isEmpty() ? null : full;
  }

  private static @Nullable String domain(Map<String, String> traits) {
    String given = traits.getOrDefault("domain", traits.get("website"));
    return given == null
        ? null
        : given
            .replaceFirst("^[a-z]+://", "")
            .replaceFirst("^www\\.", "")
            .replaceFirst("[/?#:].*$", "");
  }
}
