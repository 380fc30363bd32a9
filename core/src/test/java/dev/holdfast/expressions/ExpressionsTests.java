package dev.holdfast.expressions;

import static dev.holdfast.expressions.Evaluation.value;
import static dev.holdfast.expressions.ValueType.BOOLEAN;
import static dev.holdfast.expressions.ValueType.DATE;
import static dev.holdfast.expressions.ValueType.INSTANT;
import static dev.holdfast.expressions.ValueType.INTEGER;
import static dev.holdfast.expressions.ValueType.NUMBER;
import static dev.holdfast.expressions.ValueType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionsTests {

  private static Evaluation duck;

  @BeforeAll
  static void open() {
    duck = new Evaluation();
  }

  @AfterAll
  static void close() {
    duck.close();
  }

  private static @Nullable Object valueOf(String cel, Variable... variables) {
    Evaluation.Outcome outcome = duck.of(cel, variables);
    assertThat(outcome.problem()).as(cel).isNull();
    return outcome.value();
  }

  private static @Nullable String problemOf(String cel, Variable... variables) {
    Evaluation.Outcome outcome = duck.of(cel, variables);
    assertThat(outcome.value()).as(cel).isNull();
    return outcome.problem();
  }

  @Test
  void aNumberComparesWithAnIntegerAndWithANumber() {
    Variable health = value("health", NUMBER, 59.5);
    assertThat(duck.holds("health < 60", health)).isTrue();
    assertThat(duck.holds("health < 60.0", health)).isTrue();
    assertThat(duck.holds("health + 1 > 60", health)).isTrue();
    assertThat(duck.holds("health in [59, 59.5]", health)).isTrue();
  }

  @Test
  void arithmeticMixesIntegersAndNumbersAndDividesExactly() {
    assertThat(valueOf("1 + 2 * 3")).isEqualTo(7L);
    assertThat(valueOf("5 / 2")).isEqualTo(2.5);
    assertThat(valueOf("-7 % 3")).isEqualTo(-1L);
    assertThat(valueOf("1 + 0.5")).isEqualTo(1.5);
    assertThat(valueOf("2147483647 + 1")).isEqualTo(2147483648L);
  }

  @Test
  void whatCannotBeCalculatedIsNullWithAProblem() {
    assertThat(problemOf("x + 1", value("x", INTEGER, Long.MAX_VALUE))).contains("too large");
    assertThat(problemOf("1 / x", value("x", INTEGER, 0L))).isEqualTo("division by zero");
    assertThat(problemOf("1 % x", value("x", INTEGER, 0L))).isEqualTo("division by zero");
    assertThat(problemOf("plusMonths(x, 99999999999)", value("x", DATE, LocalDate.EPOCH)))
        .contains("out of range");
  }

  @Test
  void nullIsFoundByEqualsAndMakesAConditionFalse() {
    Variable tier = value("account.tier", TEXT, null);
    assertThat(duck.holds("account.tier == null", tier)).isTrue();
    assertThat(duck.holds("account.tier != null", tier)).isFalse();
    assertThat(duck.holds("account.tier == 'gold'", tier)).isFalse();
    assertThat(duck.holds("!(account.tier == 'gold')", tier)).isFalse();
    assertThat(duck.holds("account.tier == null || account.tier == 'gold'", tier)).isTrue();
    assertThat(valueOf("true ? null : 'a'")).isNull();
    assertThat(valueOf("coalesce(account.tier, 'none')", tier)).isEqualTo("none");
  }

  @Test
  void textFunctionsWorkAsMethodsAndAsFunctions() {
    Variable x = value("x", TEXT, "  A-17-b \u00a0\t");
    assertThat(valueOf("x.trim()", x)).isEqualTo("A-17-b");
    assertThat(valueOf("lower(trim(x))", x)).isEqualTo("a-17-b");
    assertThat(valueOf("x.trim().upper()", x)).isEqualTo("A-17-B");
    assertThat(valueOf("x.trim().splitPart('-', 2)", x)).isEqualTo("17");
    assertThat(valueOf("x.trim().splitPart('-', 4)", x)).isNull();
    assertThat(valueOf("x.trim().replace('-', '') + '!'", x)).isEqualTo("A17b!");
    assertThat(valueOf("size(x.trim())", x)).isEqualTo(6L);
    assertThat(valueOf("text(3) + text(true) + text(date('2024-02-29'))"))
        .isEqualTo("3true2024-02-29");
    assertThat(duck.holds("x.trim().startsWith('A-')", x)).isTrue();
    assertThat(duck.holds("x.trim().endsWith('-b')", x)).isTrue();
    assertThat(duck.holds("x.contains('17')", x)).isTrue();
    assertThat(duck.holds("x.contains('%')", x)).isFalse();
    assertThat(duck.holds("x.trim().matches('^A-[0-9]+-b$')", x)).isTrue();
    assertThat(duck.holds("blank(x)", x)).isFalse();
    assertThat(duck.holds("blank(x)", value("x", TEXT, " \t"))).isTrue();
    assertThat(duck.holds("blank(x)", value("x", TEXT, null))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "-1.5, -1.5",
    "1e3, 1000",
    "+.5, 0.5",
    "' 7 ', 7",
    "'1,000', ",
    "inf, ",
    "nan, ",
    "0x10, ",
    "1e999, ",
    "'', ",
    "12a, "
  })
  void numberIsStrict(String text, Double expected) {
    Evaluation.Outcome outcome = duck.of("number(x)", value("x", TEXT, text));
    assertThat(outcome.value()).isEqualTo(expected);
    assertThat(outcome.problem() == null).isEqualTo(expected != null);
  }

  @Test
  void thousandsAndDecimalCommasAreReadOnlyWhenNamed() {
    assertThat(valueOf("number('1,234,567.5', ',')")).isEqualTo(1234567.5);
    assertThat(valueOf("number('1.234,5', '.', ',')")).isEqualTo(1234.5);
    assertThat(problemOf("number(x, ',')", value("x", TEXT, "1,23"))).contains("'1,23'");
  }

  @Test
  void integersAreWhole() {
    assertThat(valueOf("integer('42')")).isEqualTo(42L);
    assertThat(valueOf("integer(number('4.0'))")).isEqualTo(4L);
    assertThat(problemOf("integer(x)", value("x", TEXT, "4.0")))
        .isEqualTo("'4.0' is not a whole number");
    assertThat(problemOf("integer(x)", value("x", NUMBER, 4.5))).contains("not a whole number");
    assertThat(problemOf("integer(x)", value("x", TEXT, "9223372036854775808")))
        .contains("not a whole number");
    assertThat(valueOf("round(2.5)")).isEqualTo(3L);
    assertThat(valueOf("round(2.345, 1)")).isEqualTo(2.3);
  }

  @Test
  void smallestAndLargestAreNullWhenOneIs() {
    assertThat(valueOf("min(3, 2)")).isEqualTo(2L);
    assertThat(valueOf("max(3, 2.5, 7)")).isEqualTo(7.0);
    assertThat(valueOf("max(3, x)", value("x", INTEGER, null))).isNull();
    assertThat(valueOf("abs(x)", value("x", INTEGER, -3L))).isEqualTo(3L);
  }

  @ParameterizedTest
  @CsvSource({
    "12.34, GBP, 1234",
    "0.125, GBP, 12",
    "0.135, GBP, 14",
    "-0.125, GBP, -12",
    "-0.126, GBP, -13",
    "7, JPY, 7",
    "1.2345, KWD, 1234",
    "999999999999999, GBP, 99999999999999900"
  })
  void moneyIsExactAndRoundsHalvesToEven(String text, String currency, long minor) {
    assertThat(valueOf("money(x, '" + currency + "')", value("x", TEXT, text))).isEqualTo(minor);
  }

  @Test
  void moneyOfANumberIsReadAsItsDecimal() {
    assertThat(valueOf("money(x, 'GBP')", value("x", NUMBER, 139.12))).isEqualTo(13912L);
    assertThat(valueOf("money(x, 'GBP')", value("x", INTEGER, 5L))).isEqualTo(500L);
    assertThat(problemOf("money(x, 'GBP')", value("x", TEXT, "£5")))
        .isEqualTo("'£5' is not an amount of GBP");
    assertThat(problemOf("money(x, 'GBP')", value("x", NUMBER, 1e16))).contains("not an amount");
  }

  @Test
  void datesTryTheirFormatsInOrder() {
    Variable x = value("x", TEXT, "03/04/2024");
    assertThat(valueOf("date(x, 'yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy')", x))
        .isEqualTo(LocalDate.of(2024, 4, 3));
    assertThat(valueOf("date(x, 'd/M/yy')", value("x", TEXT, "3/4/24")))
        .isEqualTo(LocalDate.of(2024, 4, 3));
    assertThat(valueOf("date(x, 'd MMM yyyy')", value("x", TEXT, "3 Apr 2024")))
        .isEqualTo(LocalDate.of(2024, 4, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2024-02-30", "24-02-01", "2024-2-1", "2024-02-01x", "", "today", "02024-02-01"})
  void aDateMustFitItsFormatExactly(String text) {
    assertThat(problemOf("date(x)", value("x", TEXT, text)))
        .isEqualTo("'" + text + "' is not a date like yyyy-MM-dd");
  }

  @Test
  void wallTimesBecomeInstantsInTheirZone() {
    assertThat(valueOf("instant(x, 'Europe/London')", value("x", TEXT, "2024-07-01T12:00")))
        .isEqualTo(LocalDateTime.of(2024, 7, 1, 11, 0));
    assertThat(
            valueOf("instant(x, 'UTC', 'dd/MM/yyyy HH:mm')", value("x", TEXT, "01/07/2024 12:00")))
        .isEqualTo(LocalDateTime.of(2024, 7, 1, 12, 0));
    assertThat(valueOf("instant(x)", value("x", TEXT, "2024-07-01T12:00:00.25+02:00")))
        .isEqualTo(LocalDateTime.of(2024, 7, 1, 10, 0, 0, 250_000_000));
    assertThat(valueOf("instant(date('2024-07-01'), 'Europe/London')"))
        .isEqualTo(LocalDateTime.of(2024, 6, 30, 23, 0));
    assertThat(
            valueOf(
                "date(x, 'Europe/London')",
                value("x", INSTANT, LocalDateTime.of(2024, 6, 30, 23, 0))))
        .isEqualTo(LocalDate.of(2024, 7, 1));
    assertThat(
            valueOf(
                "plusMinutes(x, 1.5)", value("x", INSTANT, LocalDateTime.of(2024, 6, 30, 23, 0))))
        .isEqualTo(LocalDateTime.of(2024, 6, 30, 23, 1, 30));
  }

  @Test
  void aWallTimeThatWasThereTwiceIsTheFirstAndOneThatNeverWasIsAProblem() {
    assertThat(valueOf("instant(x, 'Europe/London')", value("x", TEXT, "2024-10-27T01:30")))
        .isEqualTo(LocalDateTime.of(2024, 10, 27, 0, 30));
    assertThat(problemOf("instant(x, 'Europe/London')", value("x", TEXT, "2024-03-31T01:30")))
        .contains("does not exist in Europe/London");
    assertThat(problemOf("instant(x)", value("x", TEXT, "2024-03-31T01:30")))
        .contains("name a zone");
  }

  @Test
  void datesCount() {
    assertThat(valueOf("minusMonths(date('2020-03-31'), 1)")).isEqualTo(LocalDate.of(2020, 2, 29));
    assertThat(valueOf("plusDays(date('2020-02-28'), 2)")).isEqualTo(LocalDate.of(2020, 3, 1));
    assertThat(valueOf("startOfMonth(date('2020-02-28'))")).isEqualTo(LocalDate.of(2020, 2, 1));
    assertThat(valueOf("monthsBetween(date('2020-01-15'), date('2020-03-14'))")).isEqualTo(1L);
    assertThat(valueOf("daysBetween(date('2020-03-01'), date('2020-02-01'))")).isEqualTo(-29L);
    assertThat(valueOf("dayOfWeek(date('2024-01-01')) + month(date('2024-01-01'))")).isEqualTo(2L);
  }

  @Test
  void aLookupKnowsItsKeysOnly() {
    String map = "{'Month-to-month': 'monthly', 'One year': 'annual'}";
    Variable x = value("x", TEXT, "One year");
    Variable other = value("x", TEXT, "Weekly");
    assertThat(valueOf("lookup(x, " + map + ")", x)).isEqualTo("annual");
    assertThat(problemOf("lookup(x, " + map + ")", other))
        .isEqualTo("'Weekly' is not one of Month-to-month, One year");
    assertThat(valueOf("lookup(x, " + map + ", 'other')", other)).isEqualTo("other");
    assertThat(valueOf("lookup(x, " + map + ")", value("x", TEXT, null))).isNull();
    assertThat(valueOf("lookup(x, {'Weekly': 7})", other)).isEqualTo(7L);
  }

  @Test
  void onlyTheBranchTakenHasAProblem() {
    Variable x = value("x", TEXT, "n/a");
    assertThat(valueOf("x == 'n/a' ? 0 : number(x)", x)).isEqualTo(0.0);
    assertThat(problemOf("x != 'n/a' ? 0 : number(x)", x)).contains("'n/a'");
    assertThat(valueOf("x == 'n/a' || number(x) > 1", x)).isEqualTo(true);
    assertThat(valueOf("x != 'n/a' && number(x) > 1", x)).isEqualTo(false);
    assertThat(duck.of("x != 'n/a' || number(x) > 1", value("x", TEXT, "n/a")).problem())
        .contains("'n/a'");
    assertThat(valueOf("coalesce('a', lookup(x, {'y': 'z'}))", x)).isEqualTo("a");
    assertThat(problemOf("coalesce(lookup(x, {'y': 'z'}), lookup(x, {'q': 'z'}))", x))
        .contains("is not one of y");
  }

  @Test
  void aRawRowIsReadByPlainNameAndByKey() {
    Scope scope =
        Scope.rawRow(
            Set.of("Total Charges", "tenure", "in"), column -> DSL.inline("[" + column + "]"));
    assertThat(duck.of("row['Total Charges'] + tenure + row['in']", scope).value())
        .isEqualTo("[Total Charges][tenure][in]");
    assertThat(Expressions.compile("row['Total Charges'] + tenure", scope).variables())
        .containsExactlyInAnyOrder("row[\"Total Charges\"]", "tenure");
    assertThatThrownBy(() -> Expressions.compile("row['Total Charge']", scope))
        .hasMessageContaining("did you mean \"Total Charges\"?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "helth < 60 | column 1: there is no name or function \"helth\"; did you mean \"health\"?",
        "health < 60 && trimm(name) == 'a' | did you mean \"trim\"?",
        "health < 'a' | \"<\" does not work between number, text",
        "health + | column 9",
        "name.matches('[') | is not a pattern",
        "date(name, 'dd/QQ/yyyy') | 'QQ' is not known",
        "date('2024-13-01') | is not a date like",
        "instant(name, 'Europe/Lundon') | is not a zone",
        "money(name, 'Pounds') | is not an ISO 4217 currency",
        "lookup(name, name) | lookup does not take",
        "name.matches(name) | must be written out",
        "[1, 2] | a list can stand only",
        "name.size(1, 2) | size does not take",
        "health in 3 | \"in\" does not work",
        "has(health.x) | there is no name or function",
        "[1].exists(x, x > 0) | there is no name or function",
        "timestamp('2024-01-01T00:00:00Z') | there is no name or function",
        "b'a' | this kind of value is not part",
        "health.sudo | does not support field selection",
      })
  void aMistakeIsNamedWithItsPlace(String cel, String message) {
    Scope scope = Scope.of(List.of(value("health", NUMBER, 1.0), value("name", TEXT, "a")));
    assertThatThrownBy(() -> Expressions.compile(cel, scope))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DEFINITION))
        .hasMessageContaining(message);
  }

  @Test
  void theExpectedTypeIsChecked() {
    Scope scope = Scope.of(List.of(value("n", INTEGER, 1L)));
    assertThat(Expressions.compile("n", scope, NUMBER).type()).isEqualTo(NUMBER);
    assertThat(Expressions.compile("null", scope, DATE).type()).isEqualTo(DATE);
    assertThatThrownBy(() -> Expressions.compile("n", scope, BOOLEAN))
        .hasMessageContaining("is integer but must be true or false");
  }

  @Test
  void everyFunctionStandsInTheGuide() throws java.io.IOException {
    String guide =
        java.nio.file.Files.readString(
            java.nio.file.Path.of(
                System.getProperty("holdfast.root"), "docs", "guide", "expressions.md"));
    assertThat(Language.uses()).isNotEmpty().allSatisfy(use -> assertThat(guide).contains(use));
  }
}
