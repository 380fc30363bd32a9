package dev.holdfast.health;

import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.FormulaChangeQueries.Candidate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jooq.DSLContext;

/**
 * The accounts that came to another profile on a day because of a rule and not by themselves: the
 * rule or the order of one of the two profiles changed that day, or the new profile had no account
 * before though it would have taken this one the day before, so that it was not in force then.
 */
record RuleMoves(DSLContext sql, HealthSource source, Candidate candidate) {

  /**
   * Their ids.
   *
   * @param then the recorded day before, by account
   */
  Set<String> among(Map<String, HealthDay> then, List<HealthDay> now) {
    Set<String> moved = new HashSet<>();
    Map<String, String> cameToNew = new HashMap<>();
    for (HealthDay row : now) {
      HealthDay before = then.get(row.accountId());
      if (before != null && !before.profile().equals(row.profile())) {
        if (hasOtherRule(row.profile()) || hasOtherRule(before.profile())) {
          moved.add(row.accountId());
        } else if (!candidate.known().containsKey(row.profile())) {
          cameToNew.put(row.accountId(), row.profile());
        }
      }
    }
    if (!cameToNew.isEmpty()) {
      AccountRange asked = AccountRange.of(cameToNew.keySet());
      source.inputs(sql, Knowledge.now(), List.of(candidate.before()), asked).stream()
          .filter(input -> input.profile().equals(cameToNew.get(input.accountId())))
          .forEach(input -> moved.add(input.accountId()));
    }
    return moved;
  }

  private boolean hasOtherRule(String profile) {
    SortedSet<Integer> before = candidate.known().get(profile);
    SortedSet<Integer> now = candidate.now().get(profile);
    if (before == null || now == null || before.last().equals(now.last())) {
      return false;
    }
    HealthProfiles profiles = source.profiles();
    HealthProfile old = profiles.find(profile, before.last()).orElse(null);
    HealthProfile own = profiles.find(profile, now.last()).orElse(null);
    return old != null
        && own != null
        && (old.order() != own.order() || !old.appliesTo().equals(own.appliesTo()));
  }
}
