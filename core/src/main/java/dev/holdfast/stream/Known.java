package dev.holdfast.stream;

import dev.holdfast.facts.Facts.Account;
import dev.holdfast.facts.Facts.Person;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the people and accounts that a load is about, as it changes while it is read.
 */
final class Known {

  /** So many ids a person may have gone by, one after the other. */
  private static final int LONGEST_CHAIN = 8;

  private final Map<String, Person> people;
  private final Map<String, Account> accounts;
  private final Map<String, String> aliases;
  private final Set<String> placed = new HashSet<>();

  Known(Map<String, Person> people, Map<String, Account> accounts, Map<String, String> aliases) {
    this.people = new HashMap<>(people);
    this.accounts = new HashMap<>(accounts);
    this.aliases = new HashMap<>(aliases);
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
    return aliases.containsKey(id);
  }

  @Nullable Person person(String personId) {
    return people.get(personId);
  }

  @Nullable Account account(String accountId) {
    return accounts.get(accountId);
  }

  void put(Person person) {
    if (people.put(person.personId(), person) == null) {
      placed.add(person.personId());
    }
  }

  void put(Account account) {
    accounts.put(account.accountId(), account);
  }

  void putAlias(String aliasId, String personId) {
    aliases.put(aliasId, personId);
    placed.add(personId);
  }

  /** The people of whom an account, or another id, became known only just now. */
  Set<String> placed() {
    return placed;
  }
}
