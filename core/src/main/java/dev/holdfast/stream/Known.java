package dev.holdfast.stream;

import dev.holdfast.facts.Facts.Account;
import dev.holdfast.facts.Facts.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the people and accounts that a load is about, as it changes while it is read. Of
 * those that only did something it is no more than who belongs where; of those that are told about
 * it is their whole state.
 */
final class Known {

  /** So many ids a person may have gone by, one after the other. */
  private static final int LONGEST_CHAIN = 8;

  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private final Map<String, String> homes = new HashMap<>();
  private final Set<String> accountIds = new HashSet<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Set<String> placed = new HashSet<>();

  /** An id leads to another one; to itself where it is known to lead nowhere. */
  void learnAlias(String id, String now) {
    aliases.put(id, now);
  }

  void learnHome(String personId, String accountId) {
    homes.put(personId, accountId);
  }

  void learnAccount(String accountId) {
    accountIds.add(accountId);
  }

  void learn(Person person) {
    people.put(person.personId(), person);
    homes.put(person.personId(), person.accountId());
  }

  void learn(Account account) {
    accounts.put(account.accountId(), account);
    accountIds.add(account.accountId());
  }

  /** The id by which a person goes now. */
  String now(String id) {
    String current = id;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      String next = aliases.get(current);
      if (next == null || next.equals(current)) {
        return current;
      }
      current = next;
    }
    return current;
  }

  /** Whether an id leads to another one. */
  boolean isAlias(String id) {
    return !now(id).equals(id);
  }

  /** The account of a person; none when nobody has said. */
  @Nullable String home(String personId) {
    return homes.get(personId);
  }

  boolean hasAccount(String accountId) {
    return accountIds.contains(accountId);
  }

  @Nullable Person person(String personId) {
    return people.get(personId);
  }

  @Nullable Account account(String accountId) {
    return accounts.get(accountId);
  }

  /** Somebody was told about. */
  void put(Person person) {
    if (!homes.containsKey(person.personId())) {
      placed.add(person.personId());
    }
    learn(person);
  }

  void put(Account account) {
    learn(account);
  }

  void putAlias(String aliasId, String personId) {
    aliases.put(aliasId, personId);
    placed.add(personId);
  }

  /** The people of whom an account, or another id, became known only just now. */
  Set<String> placed() {
    return placed;
  }

  Map<String, String> homes() {
    return homes;
  }

  Map<String, String> aliases() {
    return aliases;
  }

  Set<String> accountIds() {
    return accountIds;
  }
}
