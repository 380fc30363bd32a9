package dev.holdfast.stream;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Fact;
import dev.holdfast.facts.FactForm;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Facts.Account;
import dev.holdfast.facts.Facts.Alias;
import dev.holdfast.facts.Facts.Person;
import dev.holdfast.facts.Facts.UsageEvent;
import dev.holdfast.facts.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message says, as facts.
 *
 * <p>The one who did it is {@code userId}; else whoever {@code anonymousId} was found to be; a
 * visitor who never signed in is nobody by name. The account is the one the message names, else the
 * last one its person was put into. A message whose account nobody knows yet waits until somebody
 * says.
 */
final class Interpreter {

  /** Longest message id that clients may send, by the specification. */
  static final int LONGEST_MESSAGE_ID = 100;

  private static final int LONGEST_ID = 256;
  private static final int LONGEST_NAME = 512;

  private static final Set<FactType> PRIVATE =
      EnumSet.of(FactType.SELF_RATING, FactType.ASSESSMENT);

  private final Known known;
  private final Draft draft;
  private final Origin origin;
  private final List<Fact> facts = new ArrayList<>();

  private Interpreter(Draft draft, Known known, Instant happened) {
    this.draft = draft;
    this.known = known;
    this.origin = new Origin(draft.source, draft.messageId, happened);
  }

  /**
   * The facts of a message, which {@code known} then knows too. When the draft carries a fault
   * afterwards it failed; the facts it told all the same (a person's other id) still count.
   */
  static List<Fact> read(Draft draft, Known known) {
    if (draft.fault != null) {
      return List.of();
    }
    if (draft.wire == Wire.FACTS) {
      return fact(draft);
    }
    check(draft, "messageId", draft.messageId, LONGEST_MESSAGE_ID);
    check(draft, "userId", draft.userId, LONGEST_ID);
    check(draft, "anonymousId", draft.anonymousId, LONGEST_ID);
    check(draft, "groupId", draft.groupId, LONGEST_ID);
    check(draft, "context.groupId", draft.contextGroupId, LONGEST_ID);
    check(draft, "previousId", draft.previousId, LONGEST_ID);
    check(draft, "event", draft.event, LONGEST_NAME);
    Instant happened = draft.happened();
    if (draft.fault != null) {
      return List.of();
    }
    Interpreter interpreter = new Interpreter(draft, known, happened);
    interpreter.interpret();
    return interpreter.facts;
  }

  private static void check(Draft draft, String field, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      draft.fail(
          Fault.Code.TOO_LONG,
          field,
          field + " may have " + longest + " characters, not " + text.length());
    }
  }

  private void interpret() {
    switch (draft.kind) {
      case "track" -> used(required(draft.event, "event"), draft.properties);
      case "page" -> used("page_viewed", viewed());
      case "screen" -> used("screen_viewed", viewed());
      case "identify" -> identified();
      case "group" -> grouped();
      case "alias" -> aliased();
      case "" ->
          draft.fail(
              Fault.Code.MISSING,
              "type",
              "type is missing: track, page, screen, identify, group or alias");
      default ->
          draft.fail(
              Fault.Code.UNKNOWN_TYPE,
              "type",
              "There is no type '"
                  + draft.kind
                  + "'; there are track, page, screen, identify, group and alias");
    }
  }

  private @Nullable String required(@Nullable String text, String field) {
    if (text == null) {
      draft.fail(Fault.Code.MISSING, field, field + " is missing");
    }
    return text;
  }

  /** The one it is about, by the id they go by now; none for a visitor without a name. */
  private @Nullable String person() {
    if (draft.userId != null) {
      return known.now(draft.userId);
    }
    return draft.anonymousId != null && known.isAlias(draft.anonymousId)
        ? known.now(draft.anonymousId)
        : null;
  }

  private @Nullable String account(@Nullable String person) {
    if (draft.contextGroupId != null) {
      return draft.contextGroupId;
    }
    String home = person == null ? null : known.home(person);
    if (home != null) {
      return home;
    }
    if (draft.userId == null && draft.anonymousId == null) {
      draft.fail(
          Fault.Code.MISSING,
          "userId",
          "Nobody did it: give userId, anonymousId or context.groupId");
    } else {
      draft.fail(
          Fault.Code.NO_ACCOUNT,
          "context.groupId",
          "No account is known for "
              + (draft.userId != null ? "'" + draft.userId + "'" : "this visitor")
              + ": send a group call, or context.groupId. It is taken in by itself once one is known");
    }
    return null;
  }

  private void used(@Nullable String name, Map<String, String> properties) {
    String person = person();
    String account = name == null ? null : account(person);
    if (name == null || account == null) {
      return;
    }
    Map<String, String> told = properties;
    if (person == null && draft.anonymousId != null) {
      told = new HashMap<>(properties);
      told.put("anonymous_id", draft.anonymousId);
    }
    facts.add(new UsageEvent(origin, account, person, name, 1, draft.sessionId, null, told));
    settle(person, account);
  }

  private Map<String, String> viewed() {
    Map<String, String> viewed = new HashMap<>(draft.properties);
    if (draft.name != null) {
      viewed.put("name", draft.name);
    }
    if (draft.category != null) {
      viewed.put("category", draft.category);
    }
    return viewed;
  }

  /** Whoever is seen in an account, and an account somebody is seen in, are known from then on. */
  private void settle(@Nullable String person, String account) {
    if (!known.hasAccount(account)) {
      tell(Traits.account(origin, account, Map.of(), null));
    }
    if (person != null && known.home(person) == null) {
      tell(Traits.person(origin, person, account, Map.of(), null));
    }
  }

  private void identified() {
    String user = required(draft.userId, "userId");
    if (user == null) {
      return;
    }
    String person = known.now(user);
    if (draft.anonymousId != null) {
      link(draft.anonymousId, person);
    }
    Person before = known.person(person);
    String account =
        draft.contextGroupId == null && before == null && draft.traits.get("company.id") != null
            ? draft.traits.get("company.id")
            : account(person);
    if (account == null) {
      return;
    }
    if (!known.hasAccount(account)) {
      tell(Traits.account(origin, account, Map.of(), null));
    }
    tellIfNew(
        Traits.person(
            origin, person, before == null ? account : before.accountId(), draft.traits, before),
        before);
  }

  private void grouped() {
    String account = required(draft.groupId, "groupId");
    if (account == null) {
      return;
    }
    Account before = known.account(account);
    Account now = Traits.account(origin, account, draft.traits, before);
    if (before == null || !same(before, now)) {
      tell(now);
    }
    String person = person();
    if (person != null) {
      Person member = known.person(person);
      boolean late = member != null && Traits.isLate(origin, member.origin());
      tellIfNew(
          Traits.person(
              origin,
              person,
              late && member != null ? member.accountId() : account,
              Map.of(),
              member),
          member);
    }
  }

  private void aliased() {
    String user = required(draft.userId, "userId");
    String previous = required(draft.previousId, "previousId");
    if (user == null || previous == null) {
      return;
    }
    String person = known.now(user);
    Person before = known.person(known.now(previous));
    link(previous, person);
    if (before != null && known.person(person) == null) {
      tell(Traits.person(origin, person, before.accountId(), Map.of(), null));
    }
  }

  /** From now on one id leads to the other, unless it does or would lead back to itself. */
  private void link(String alias, String person) {
    if (!known.now(alias).equals(person) && !alias.equals(person)) {
      known.putAlias(alias, person);
      facts.add(new Alias(origin, alias, person));
    }
  }

  private void tell(Account account) {
    known.put(account);
    facts.add(account);
  }

  private void tell(Person person) {
    known.put(person);
    facts.add(person);
  }

  private void tellIfNew(Person person, @Nullable Person before) {
    if (before == null || !same(before, person)) {
      tell(person);
    }
  }

  private static boolean same(Person one, Person other) {
    return one.equals(
        new Person(
            one.origin(),
            other.personId(),
            other.accountId(),
            other.email(),
            other.name(),
            other.role(),
            other.status(),
            other.language(),
            other.timeZone(),
            other.consent(),
            other.attributes()));
  }

  private static boolean same(Account one, Account other) {
    return one.equals(
        new Account(
            one.origin(),
            other.accountId(),
            other.name(),
            other.domain(),
            other.parentId(),
            other.tier(),
            other.segment(),
            other.industry(),
            other.country(),
            other.timeZone(),
            other.lifecycle(),
            other.csm(),
            other.attributes()));
  }

  private static List<Fact> fact(Draft draft) {
    try {
      Fact fact = FactForm.read(draft.source, draft.messageId, draft.receivedAt, draft.properties);
      if (PRIVATE.contains(FactType.of(fact))) {
        draft.fail(
            Fault.Code.BAD_FACT, "fact", "What reps write about themselves comes from them alone");
        return List.of();
      }
      return List.of(fact);
    } catch (HoldfastException e) {
      draft.fail(Fault.Code.BAD_FACT, "", String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
