package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.health.HealthExplanation.Tried;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Tries a draft of a profile out on what is recorded, without changing anything. */
final class Trials {

  private final HealthSource source;

  Trials(HealthSource source) {
    this.source = source;
  }

  /** What the last scored day would have been under a draft. */
  ProfilePreview preview(DSLContext sql, HealthProfile draft) {
    LocalDate day = lastDay(sql);
    HealthSource trial = source.with(source.profiles().with(List.of(draft)));
    List<AccountDay> inputs =
        HealthStore.inputs(sql, List.of(day), AccountRange.all(), DSL.noCondition());
    Map<String, HealthProfile> taken =
        sameRules(draft) ? Map.of() : RuleQueries.taken(sql, trial, Knowledge.now(), day);
    List<AccountDay> concerned = new ArrayList<>();
    List<HealthProfile> after = new ArrayList<>();
    for (AccountDay input : inputs) {
      HealthProfile takes =
          taken.getOrDefault(input.accountId(), unchanged(input, trial.profiles()));
      if (input.profile().equals(draft.name()) || takes.name().equals(draft.name())) {
        concerned.add(input);
        after.add(takes);
      }
    }
    Scorer published = Scorer.of(sql, source, Knowledge.now(), concerned, List.of());
    Scorer drafted =
        new Scorer(
            trial.profiles(),
            trial.references(
                sql, Knowledge.now(), after.stream().distinct().toList(), List.of(day)));
    List<Previews.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < concerned.size(); i++) {
      AccountDay input = concerned.get(i);
      pairs.add(new Previews.Pair(published.score(input), drafted.scoreBy(input, after.get(i))));
    }
    return Previews.of(day, draft, pairs);
  }

  /** The profile of an account that no rule moves. */
  private static HealthProfile unchanged(AccountDay input, HealthProfiles profiles) {
    return profiles
        .inForce(input.profile())
        .orElseGet(() -> profiles.get(input.profile(), input.profileVersion()));
  }

  private boolean sameRules(HealthProfile draft) {
    return source
        .profiles()
        .inForce(draft.name())
        .filter(now -> now.order() == draft.order() && now.appliesTo().equals(draft.appliesTo()))
        .isPresent();
  }

  /** What a draft would say of one account on the last scored day. */
  ProfileTrial trial(DSLContext sql, HealthProfile draft, String accountId) {
    LocalDate day = lastDay(sql);
    HealthSource trial = source.with(source.profiles().with(List.of(draft)));
    AccountRange account = AccountRange.of(accountId);
    List<LocalDate> days =
        Stream.concat(Stream.of(day), Explanations.SINCE.stream().map(day::minusDays)).toList();
    List<AccountDay> inputs = HealthStore.inputs(sql, days, account, DSL.noCondition());
    List<Tried> tried = RuleQueries.tried(sql, trial, Knowledge.now(), day, accountId);
    Scorer published = Scorer.of(sql, source, Knowledge.now(), inputs, List.of());
    Scorer drafted =
        new Scorer(trial.profiles(), trial.references(sql, Knowledge.now(), List.of(draft), days));
    return new ProfileTrial(
        explained(inputs, day, accountId, published::score, List.of()),
        explained(inputs, day, accountId, input -> drafted.scoreBy(input, draft), tried),
        tried.stream().anyMatch(one -> one.takes() && one.name().equals(draft.name())));
  }

  private static HealthExplanation explained(
      List<AccountDay> inputs,
      LocalDate day,
      String accountId,
      java.util.function.Function<AccountDay, Scored> score,
      List<Tried> tried) {
    List<Scored> scored = inputs.stream().map(score).toList();
    Scored now =
        scored.stream()
            .filter(one -> one.day().equals(day))
            .findFirst()
            .orElseThrow(() ->
                new HoldfastException(
                    ErrorCode.NOT_FOUND,
                    "No health of '" + accountId + "' is recorded on " + day + "."));
    return Explanations.explain(
        now,
        new Explanations.Beside(
            Knowledge.now(), scored, PeerMeans.of(List.of()), 0, null, null, null, tried));
  }

  private static LocalDate lastDay(DSLContext sql) {
    Optional<LocalDate> day = HealthStore.lastDay(sql);
    return day.orElseThrow(() ->
        new HoldfastException(
            ErrorCode.NOT_FOUND,
            "No health is recorded yet, so there is nothing to try a draft on; it appears after"
                + " the first refresh."));
  }
}
