package dev.holdfast.metrics;

import dev.holdfast.metrics.VariantDifference.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Splits the difference of two numbers among accounts.
 *
 * <p>A number is linear when it is {@code k Σy / Σx} over accounts, or the mean of their own
 * numbers weighted by their samples. An account's part of a linear number v, seen from a level w,
 * is {@code (k y - w x) / Σx}: an account at that level contributes nothing, and the parts add up
 * to {@code v - w}. Of two linear numbers v and w an account contributes its part of the first less
 * that of the second, both seen from w; when only one is linear, its part seen from the other.
 * Otherwise (two medians) it is the distance of its own numbers weighted by its sample, which need
 * not add up.
 */
final class VariantComparison {

  private static final double NOTHING = 1e-12;

  /** One variant: the number, and the same of each account. */
  record Side(Estimate whole, Map<@Nullable String, Estimate> byAccount) {

    private double value() {
      return or0(whole.value());
    }

    /** Whether it is a sum over accounts divided by another. */
    private boolean isRatio() {
      Double y = whole.numerator();
      Double x = whole.denominator();
      return y != null
          && x != null
          && x != 0
          && near(sum(one -> or0(one.numerator())), y)
          && near(sum(one -> or0(one.denominator())), x);
    }

    private boolean isMean() {
      return whole.n() > 0
          && near(sum(one -> or0(one.value()) * one.n()) / whole.n(), value())
          && sum(one -> (double) one.n()) == whole.n();
    }

    boolean isLinear() {
      return isRatio() || isMean();
    }

    private double sum(ToDoubleFunction<Estimate> part) {
      return byAccount.values().stream().mapToDouble(part).sum();
    }

    /** The k of k y / x, from any number that is not 0. */
    private double scale() {
      return Stream.concat(Stream.of(whole), byAccount.values().stream())
          .filter(one -> one.value() != null && or0(one.numerator()) != 0)
          .mapToDouble(one -> or0(one.value()) * or0(one.denominator()) / or0(one.numerator()))
          .findFirst()
          .orElse(1);
    }

    /** What each account's part of this number is, seen from a level. */
    private ToDoubleFunction<@Nullable String> parts(double level) {
      if (isRatio()) {
        double x = or0(whole.denominator());
        double scale = scale();
        return account -> {
          Estimate own = byAccount.get(account);
          return own == null
              ? 0
              : (scale * or0(own.numerator()) - level * or0(own.denominator())) / x;
        };
      }
      return account -> {
        Estimate own = byAccount.get(account);
        return own == null || own.value() == null ? 0 : (own.value() - level) * own.n() / whole.n();
      };
    }
  }

  private VariantComparison() {}

  /** All parts, the largest in size first; of equal ones by account. */
  static List<Part> parts(Side one, Side other) {
    ToDoubleFunction<@Nullable String> contribution = contribution(one, other);
    Set<@Nullable String> accounts = new LinkedHashSet<>(one.byAccount().keySet());
    accounts.addAll(other.byAccount().keySet());
    double nothing = NOTHING * Math.max(1, Math.abs(other.value()));
    List<Part> parts = new ArrayList<>();
    for (String account : accounts) {
      double part = contribution.applyAsDouble(account);
      if (Math.abs(part) > nothing) {
        parts.add(
            new Part(
                account, part, own(one.byAccount(), account), own(other.byAccount(), account)));
      }
    }
    parts.sort(
        Comparator.<Part>comparingDouble(part -> -Math.abs(part.contribution()))
            .thenComparing(part -> String.valueOf(part.accountId())));
    return parts;
  }

  private static ToDoubleFunction<@Nullable String> contribution(Side one, Side other) {
    if (one.isLinear()) {
      ToDoubleFunction<@Nullable String> first = one.parts(other.value());
      if (!other.isLinear()) {
        return first;
      }
      ToDoubleFunction<@Nullable String> second = other.parts(other.value());
      return account -> first.applyAsDouble(account) - second.applyAsDouble(account);
    }
    if (other.isLinear()) {
      ToDoubleFunction<@Nullable String> second = other.parts(one.value());
      return account -> -second.applyAsDouble(account);
    }
    return account -> distance(one, other, account);
  }

  private static double distance(Side one, Side other, @Nullable String account) {
    Double own = own(one.byAccount(), account);
    Double otherOwn = own(other.byAccount(), account);
    Estimate estimate = one.byAccount().get(account);
    return own == null || otherOwn == null || estimate == null || one.whole().n() == 0
        ? 0
        : (own - otherOwn) * estimate.n() / one.whole().n();
  }

  /** Whether the parts add up to the difference. */
  static boolean isExact(Side one, Side other) {
    return one.isLinear() || other.isLinear();
  }

  /** The answers of a question by account. */
  static Map<@Nullable String, Estimate> byAccount(List<Answer> answers) {
    Map<@Nullable String, Estimate> byAccount = new HashMap<>();
    answers.forEach(answer -> byAccount.put(answer.dimensions().getFirst(), answer.estimate()));
    return byAccount;
  }

  private static @Nullable Double own(
      Map<@Nullable String, Estimate> byAccount, @Nullable String account) {
    Estimate own = byAccount.get(account);
    return own == null ? null : own.value();
  }

  private static double or0(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
  }
}
