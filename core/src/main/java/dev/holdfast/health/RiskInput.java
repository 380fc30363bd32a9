package dev.holdfast.health;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the risk of a loss is read from: a closed set, each with the way in which it must go. An
 * input that goes the other way in the data is left out, and that is said.
 */
public enum RiskInput {
  /** The health score in tens of points; nothing when it is unknown. */
  HEALTH(
      "Health score",
      "10 points more",
      Direction.MORE_IS_BETTER,
      (state, months) -> state.score() == null ? null : (Double) (state.score() / 10),
      state ->
          state.score() == null
              ? "no health score, so that the average counts"
              : "score " + Numbers.rounded(state.score(), 1)),
  /** ln(1 + months as a customer), after so many months. */
  TENURE(
      "Time as a customer",
      "2.7 times as long",
      Direction.MORE_IS_BETTER,
      (state, months) -> Math.log1p(state.tenureDays() / RiskState.DAYS_A_MONTH + months),
      state -> Numbers.days(state.tenureDays()) + " as a customer"),
  /** 1 when a term ends within {@value RiskState#QUARTER} days of the month that begins. */
  TERM_IN_QUARTER(
      "A term that ends within " + RiskState.QUARTER + " days",
      "that it does",
      Direction.LESS_IS_BETTER,
      (state, months) -> state.termWithin(RiskState.QUARTER, months),
      RiskState::termWords),
  /** 1 when a term ends within {@value RiskState#MONTH} days of the month that begins. */
  TERM_IN_MONTH(
      "A term that ends within " + RiskState.MONTH + " days",
      "that it does",
      Direction.LESS_IS_BETTER,
      (state, months) -> state.termWithin(RiskState.MONTH, months),
      RiskState::termWords),
  /** 1 when no running subscription has an end of term ahead. */
  NO_TERM(
      "No agreed term",
      "that there is none",
      Direction.LESS_IS_BETTER,
      (state, months) -> state.termDays() < 0 ? 1.0 : 0.0,
      RiskState::termWords);

  private final String title;
  private final String step;
  private final Direction direction;
  private final BiFunction<RiskState, Integer, @Nullable Double> reading;
  private final Function<RiskState, String> words;

  RiskInput(
      String title,
      String step,
      Direction direction,
      BiFunction<RiskState, Integer, @Nullable Double> reading,
      Function<RiskState, String> words) {
    this.title = title;
    this.step = step;
    this.direction = direction;
    this.reading = reading;
    this.words = words;
  }

  /** What it is, for people. */
  public String title() {
    return title;
  }

  /** One unit of it, in words. */
  public String step() {
    return step;
  }

  /** Which way must be good for the customer. */
  public Direction direction() {
    return direction;
  }

  /** Its value after so many months; null without data. */
  @Nullable Double read(RiskState state, int months) {
    return reading.apply(state, months);
  }

  /** What it says of an account, in words. */
  String words(RiskState state) {
    return words.apply(state);
  }

  /** What it is about: the end of the term, and that there is none, are about the contract. */
  String subject() {
    return switch (this) {
      case HEALTH, TENURE -> title;
      case TERM_IN_QUARTER, TERM_IN_MONTH, NO_TERM -> "Contract";
    };
  }

  /** What a mean of it says, in words; empty where it says little. */
  String meanWords(double mean) {
    return switch (this) {
      case HEALTH -> ", on average " + Numbers.rounded(10 * mean, 1);
      case TENURE ->
          ", on average " + Numbers.days(Math.round(RiskState.DAYS_A_MONTH * Math.expm1(mean)));
      case TERM_IN_QUARTER, TERM_IN_MONTH, NO_TERM -> "";
    };
  }

  /** Whether a weight goes the way it must: what is good lowers the log odds of a loss. */
  boolean goesRight(double weight) {
    return direction == Direction.MORE_IS_BETTER ? weight < 0 : weight > 0;
  }
}
