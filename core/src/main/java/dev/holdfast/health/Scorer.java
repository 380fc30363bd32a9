package dev.holdfast.health;

import dev.holdfast.facts.Knowledge;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Scores accounts by the versions of profiles that they are to be scored by. */
final class Scorer {

  private final HealthProfiles profiles;
  private final References references;
  private final Map<String, HealthCalculator> calculators = new HashMap<>();

  Scorer(HealthProfiles profiles, References references) {
    this.profiles = profiles;
    this.references = references;
  }

  /**
   * For some inputs, with the references that their scores need.
   *
   * @param recorded scores that were recorded for some of those days: they name the version
   */
  static Scorer of(
      DSLContext sql,
      HealthSource source,
      Knowledge knowledge,
      Collection<AccountDay> inputs,
      Collection<HealthDay> recorded) {
    HealthProfiles profiles = source.profiles();
    Map<String, HealthProfile> versions = new LinkedHashMap<>();
    TreeSet<LocalDate> days = new TreeSet<>();
    for (AccountDay input : inputs) {
      days.add(References.dayFor(input.day()));
      versions.computeIfAbsent(
          input.profile() + " v" + input.profileVersion(),
          label -> profiles.get(input.profile(), input.profileVersion()));
    }
    for (HealthDay day : recorded) {
      versions.computeIfAbsent(
          day.profile() + " v" + day.profileVersion(),
          label -> profiles.get(day.profile(), day.profileVersion()));
    }
    boolean needed = versions.values().stream().anyMatch(References::needs);
    return new Scorer(
        profiles,
        needed
            ? source.references(
                sql,
                knowledge,
                versions.values(),
                days.stream().map(day -> day.plusDays(1)).toList())
            : References.none());
  }

  /** By the version that the inputs name. */
  Scored score(AccountDay input) {
    return score(input, null);
  }

  /**
   * By the version that was recorded.
   *
   * @param recorded null for the version that the inputs name
   */
  Scored score(AccountDay input, @Nullable HealthDay recorded) {
    String name = recorded == null ? input.profile() : recorded.profile();
    int version = recorded == null ? input.profileVersion() : recorded.profileVersion();
    return new Scored(input, calculator(name, version).score(input));
  }

  /** By a version whatever the inputs name. */
  Scored scoreBy(AccountDay input, HealthProfile profile) {
    return new Scored(input, calculator(profile.name(), profile.version()).score(input));
  }

  private HealthCalculator calculator(String name, int version) {
    return calculators.computeIfAbsent(
        name + " v" + version,
        label -> HealthCalculator.of(profiles.get(name, version), references));
  }
}
