package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is true about a demo company: the rule by which accounts leave, and what befell each.
 *
 * @param settings the company
 * @param rule how the chance to leave comes about
 * @param accounts every account, in the order of their numbers
 * @param counts facts in the log, by type
 */
public record DemoTruth(
    DemoSettings settings, Rule rule, List<AccountTruth> accounts, Map<String, Long> counts) {

  /** Name of the file in the data folder. */
  public static final String FILE = "truth.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * P(leave at a decision) = 1 / (1 + exp(-(base + renewal for a yearly contract + sum of the
   * causes that count))).
   *
   * @param baseLogOdds without any cause, per month of a monthly contract
   * @param renewalLogOdds added when a yearly contract is up
   * @param causeLogOdds added per cause
   * @param leadDays days from a cause's first trace until it counts
   */
  public record Rule(
      double baseLogOdds, double renewalLogOdds, Map<Cause, Double> causeLogOdds, int leadDays) {
    public Rule {
      causeLogOdds = Collections.unmodifiableMap(new TreeMap<>(causeLogOdds));
    }
  }

  /** The truth about one account. */
  public record AccountTruth(
      String accountId,
      String name,
      String tier,
      LocalDate signedOn,
      boolean lowFit,
      List<CauseSpan> causes,
      List<Contract> contracts) {
    public AccountTruth {
      causes = List.copyOf(causes);
      contracts = List.copyOf(contracts);
    }
  }

  /** A cause from its first trace until its end, which may lie after the history. */
  public record CauseSpan(Cause cause, LocalDate from, LocalDate until) {}

  /**
   * A contract with every moment at which it could have ended.
   *
   * @param cancelledOn when notice was given
   * @param endsOn first day without it
   */
  public record Contract(
      LocalDate from,
      boolean yearly,
      @Nullable LocalDate cancelledOn,
      @Nullable LocalDate endsOn,
      List<DecisionTruth> decisions) {
    public Contract {
      decisions = List.copyOf(decisions);
    }
  }

  /** A decision with its true chance to leave, the causes that counted, and what came of it. */
  public record DecisionTruth(
      LocalDate day, boolean renewal, double hazard, Set<Cause> causes, boolean left) {
    public DecisionTruth {
      causes = Collections.unmodifiableSet(new TreeSet<>(causes));
    }
  }

  public DemoTruth {
    accounts = List.copyOf(accounts);
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  static DemoTruth of(DemoSettings settings, List<AccountPlan> plans, Map<FactType, Long> counts) {
    Map<Cause, Double> strengths = new TreeMap<>();
    Arrays.stream(Cause.values()).forEach(cause -> strengths.put(cause, cause.logOdds()));
    Map<String, Long> byWord = new TreeMap<>();
    counts.forEach((type, count) -> byWord.put(type.word(), count));
    return new DemoTruth(
        settings,
        new Rule(ChurnModel.BASE, ChurnModel.RENEWAL, strengths, ChurnModel.LEAD_DAYS),
        plans.stream().map(DemoTruth::account).toList(),
        byWord);
  }

  private static AccountTruth account(AccountPlan plan) {
    return new AccountTruth(
        plan.profile().id(),
        plan.profile().name(),
        plan.profile().tier().label,
        LocalDate.ofEpochDay(plan.profile().signedDay()),
        plan.profile().lowFit(),
        plan.episodes().stream()
            .map(episode ->
                new CauseSpan(
                    episode.cause(),
                    LocalDate.ofEpochDay(episode.from()),
                    LocalDate.ofEpochDay(episode.until())))
            .toList(),
        plan.spells().stream().map(DemoTruth::contract).toList());
  }

  private static Contract contract(AccountPlan.Spell spell) {
    return new Contract(
        LocalDate.ofEpochDay(spell.from()),
        spell.yearly(),
        date(spell.noticeDay()),
        date(spell.endDay()),
        spell.decisions().stream()
            .map(decision ->
                new DecisionTruth(
                    LocalDate.ofEpochDay(decision.day()),
                    decision.renewal(),
                    decision.hazard(),
                    decision.causes(),
                    decision.left()))
            .toList());
  }

  private static @Nullable LocalDate date(int day) {
    return day == AccountPlan.NEVER ? null : LocalDate.ofEpochDay(day);
  }

  /** Writes {@link #FILE} into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    } catch (IOException | JacksonException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write " + folder.resolve(FILE), e);
    }
  }

  /** Reads {@link #FILE} from a folder. */
  public static DemoTruth read(Path folder) {
    try {
      return JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), DemoTruth.class);
    } catch (IOException | JacksonException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, "cannot read the demo's truth: " + folder.resolve(FILE), e);
    }
  }
}
