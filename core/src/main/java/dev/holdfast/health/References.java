package dev.holdfast.health;

import dev.holdfast.health.InputReading.Absent;
import dev.holdfast.health.InputReading.Known;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The references that percentiles are read from. An account's day is compared with the end of the
 * month before it, so scoring some accounts needs no other account's row, and a day replays to the
 * same answer.
 */
final class References {

  private static final References NONE = new References(Map.of());

  private final Map<Key, Reference> references;

  /**
   * What a reference is about.
   *
   * @param profile the accounts that took it that day
   * @param group which of them; see {@link Among#group}
   */
  record Key(
      String profile, int version, LocalDate day, Among among, String group, HealthInput input) {}

  References(Map<Key, Reference> references) {
    this.references = Map.copyOf(references);
  }

  /** For profiles that compare nobody. */
  static References none() {
    return NONE;
  }

  /** The day at whose end accounts were looked at, for the scores of a day. */
  static LocalDate dayFor(LocalDate day) {
    return day.withDayOfMonth(1).minusDays(1);
  }

  /** Whether scores of a profile need references. */
  static boolean needs(HealthProfile profile) {
    return profile.measures().stream().anyMatch(measure -> measure.curve().compares());
  }

  /** The references of one profile on one day. */
  static References of(HealthProfile profile, LocalDate day, List<AccountDay> population) {
    Map<Key, List<Double>> values = new HashMap<>();
    for (Measure measure : profile.measures()) {
      for (Curve.Simple part : measure.curve().parts()) {
        if (part instanceof Curve.Percentile percentile) {
          gather(profile, day, percentile.among(), measure.input(), population, values);
        }
      }
    }
    Map<Key, Reference> references = new HashMap<>();
    values.forEach((key, list) -> references.put(key, Reference.of(day, list)));
    return new References(references);
  }

  private static void gather(
      HealthProfile profile,
      LocalDate day,
      Among among,
      HealthInput input,
      List<AccountDay> population,
      Map<Key, List<Double>> values) {
    Map<Key, List<Double>> own = new HashMap<>();
    for (AccountDay account : population) {
      String group = among.group(account);
      if (group != null && input.read(account) instanceof Known known) {
        own.computeIfAbsent(
                new Key(profile.name(), profile.version(), day, among, group, input),
                key -> new ArrayList<>())
            .add(known.value());
      }
    }
    values.putAll(own); // two measures may read one input
  }

  References and(References others) {
    if (others.references.isEmpty()) {
      return this;
    }
    Map<Key, Reference> all = new HashMap<>(references);
    all.putAll(others.references);
    return new References(all);
  }

  Map<Key, Reference> all() {
    return references;
  }

  /** What an account is compared with; absent when no such account had a value. */
  Optional<Reference> find(
      HealthProfile profile, Among among, String group, HealthInput input, LocalDate day) {
    return Optional.ofNullable(
        references.get(
            new Key(profile.name(), profile.version(), dayFor(day), among, group, input)));
  }

  /** What to say of an account that has nobody to be compared with. */
  static Absent nobody(Among among, AccountDay account, HealthInput input) {
    return new Absent(
        input.words(account)
            + ", but its "
            + among.word()
            + " is not stated, so it cannot be compared");
  }

  /** What to say of an account that has too few to be compared with. */
  static Absent tooFew(
      Among among, String group, AccountDay account, HealthInput input, long accounts) {
    return new Absent(
        input.words(account)
            + ", but only "
            + Numbers.count(accounts, "account", "accounts")
            + " to compare it with ("
            + among.words(group)
            + ", "
            + dayFor(account.day())
            + "), "
            + Reference.LEAST_ACCOUNTS
            + " are needed");
  }
}
