package dev.holdfast.expressions;

import static dev.holdfast.expressions.Evaluation.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random expressions must come out of the engine as a small oracle in Java works them out. */
final class ExpressionPropertyTests {

  /** An expression as text and what it is worth; null is SQL's null. */
  private record Sample(String cel, @Nullable Object worth) {}

  private static final int ROUNDS = 60;
  private static Evaluation duck;

  @BeforeAll
  static void open() {
    duck = new Evaluation();
  }

  @AfterAll
  static void close() {
    duck.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_121})
  void conditionsAndArithmeticAgreeWithTheOracle(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      Sample sample = flag(random, 3);
      assertThat(
              duck.of(
                      sample.cel,
                      value("a", ValueType.INTEGER, 7L),
                      value("n", ValueType.INTEGER, null),
                      value("t", ValueType.BOOLEAN, true))
                  .value())
          .as("seed %d, round %d: %s", seed, i, sample.cel)
          .isEqualTo(sample.worth);
    }
  }

  private static Sample flag(Random random, int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? new Sample("t", true) : new Sample("false", false);
    }
    Sample left = random.nextBoolean() ? flag(random, depth - 1) : null;
    if (left != null) {
      Sample right = flag(random, depth - 1);
      return switch (random.nextInt(4)) {
        case 0 ->
            new Sample("(" + left.cel + " && " + right.cel + ")", and(left.worth, right.worth));
        case 1 ->
            new Sample("(" + left.cel + " || " + right.cel + ")", or(left.worth, right.worth));
        case 2 -> new Sample("!" + left.cel, left.worth == null ? null : !truth(left.worth));
        default -> {
          Sample other = flag(random, depth - 1);
          yield new Sample(
              "(" + left.cel + " ? " + right.cel + " : " + other.cel + ")",
              truth(left.worth) ? right.worth : other.worth);
        }
      };
    }
    Sample x = whole(random, depth - 1);
    Sample y = whole(random, depth - 1);
    if (random.nextInt(5) == 0) {
      return new Sample("(" + x.cel + " == null)", x.worth == null);
    }
    String operator = new String[] {"<", "<=", "==", "!=", ">", ">="}[random.nextInt(6)];
    return new Sample("(" + x.cel + " " + operator + " " + y.cel + ")", compared(x, operator, y));
  }

  private static @Nullable Object compared(Sample x, String operator, Sample y) {
    if (!(x.worth instanceof Long left) || !(y.worth instanceof Long right)) {
      return null;
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static Sample whole(Random random, int depth) {
    if (depth <= 0) {
      int pick = random.nextInt(6);
      if (pick == 0) {
        return new Sample("a", 7L);
      }
      if (pick == 1) {
        return new Sample("n", null);
      }
      long number = random.nextInt(20);
      return new Sample(Long.toString(number), number);
    }
    Sample x = whole(random, depth - 1);
    Sample y = whole(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> new Sample("(" + x.cel + " + " + y.cel + ")", both(x, y, Long::sum));
      case 1 -> new Sample("(" + x.cel + " - " + y.cel + ")", both(x, y, (a, b) -> a - b));
      case 2 -> new Sample("(" + x.cel + " * " + y.cel + ")", both(x, y, (a, b) -> a * b));
      case 3 ->
          new Sample(
              "(" + x.cel + " % " + y.cel + ")", both(x, y, (a, b) -> b == 0 ? null : a % b));
      case 4 -> new Sample("min(" + x.cel + ", " + y.cel + ")", both(x, y, Math::min));
      case 5 ->
          new Sample("coalesce(" + x.cel + ", " + y.cel + ")", x.worth != null ? x.worth : y.worth);
      default -> new Sample("abs(" + x.cel + ")", x.worth instanceof Long a ? Math.abs(a) : null);
    };
  }

  /** What two whole numbers give; null is a number that cannot be worked out. */
  private interface Calculation {
    @Nullable Long of(long left, long right);
  }

  private static @Nullable Object both(Sample x, Sample y, Calculation calculation) {
    return x.worth instanceof Long left && y.worth instanceof Long right
        ? calculation.of(left, right)
        : null;
  }

  private static boolean truth(@Nullable Object worth) {
    return Boolean.TRUE.equals(worth);
  }

  private static @Nullable Object and(@Nullable Object left, @Nullable Object right) {
    if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
      return false;
    }
    return (left == null || right == null) ? null : true;
  }

  private static @Nullable Object or(@Nullable Object left, @Nullable Object right) {
    if (Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right)) {
      return true;
    }
    return (left == null || right == null) ? null : false;
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 77})
  void moneyAgreesWithBigDecimal(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      BigDecimal amount =
          BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(6));
      assertThat(duck.of("money(x, 'EUR')", value("x", ValueType.TEXT, amount.toPlainString())))
          .as("seed %d: %s", seed, amount)
          .isEqualTo(
              new Evaluation.Outcome(
                  amount.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact(),
                  null));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 78})
  void datesAgreeWithJava(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      LocalDate from = LocalDate.of(2019, 1, 1).plusDays(random.nextInt(2000));
      LocalDate to = from.plusDays(random.nextInt(900));
      int months = random.nextInt(50) - 25;
      Variable x = value("x", ValueType.DATE, from);
      Variable y = value("y", ValueType.DATE, to);
      String as = "seed " + seed + ": " + from + " " + to + " " + months;
      assertThat(duck.of("plusMonths(x, " + months + ")", x).value())
          .as(as)
          .isEqualTo(from.plusMonths(months));
      assertThat(duck.of("daysBetween(x, y)", x, y).value())
          .as(as)
          .isEqualTo(ChronoUnit.DAYS.between(from, to));
      long whole = 0;
      while (!from.plusMonths(whole + 1).isAfter(to)) {
        whole++;
      }
      assertThat(duck.of("monthsBetween(x, y)", x, y).value()).as(as).isEqualTo(whole);
      String german =
          String.format(
              Locale.ROOT, "%d.%d.%d", to.getDayOfMonth(), to.getMonthValue(), to.getYear());
      assertThat(duck.of("date(s, 'd.M.yyyy')", value("s", ValueType.TEXT, german)).value())
          .as(as)
          .isEqualTo(to);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 79})
  void textsComeBackAsTheyAreHoweverTheyAreWritten(long seed) {
    Random random = new Random(seed);
    String alphabet = "ab'\"\\;-%_${}()[]\n\t?:*/é€😀" + " DROP TABLE x;--";
    duck.sql().execute("create or replace table x as select 1 as y");
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder();
      int size = random.nextInt(20);
      int[] points = alphabet.codePoints().toArray();
      for (int j = 0; j < size; j++) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      String literal = quoted(text.toString());
      assertThat(duck.of(literal + " + ''").value())
          .as("seed %d: %s", seed, text)
          .isEqualTo(text.toString());
      assertThat(duck.holds("s == " + literal, value("s", ValueType.TEXT, text.toString())))
          .as("seed %d: %s", seed, text)
          .isTrue();
      assertThat(
              duck.of(
                      "lookup(s, {" + literal + ": " + literal + "})",
                      value("s", ValueType.TEXT, text.toString()))
                  .value())
          .isEqualTo(text.toString());
    }
    assertThat(duck.sql().fetchCount(org.jooq.impl.DSL.table("x"))).isEqualTo(1);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("'");
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '\'' -> out.append("\\'");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            default -> out.appendCodePoint(point);
          }
        });
    return out.append('\'').toString();
  }
}
