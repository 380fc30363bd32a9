package dev.holdfast.reports;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of the portfolio: how it sorts, and its exact content in a file. */
public enum PortfolioColumn {
  ACCOUNT("Account", false, line -> line.account().name().toLowerCase(Locale.ROOT)),
  HEALTH("Health", false, line -> line.health() == null ? null : line.health().score()),
  CHANGE("30 days", true, line -> line.health() == null ? null : line.health().change()),
  ARR("Yearly revenue", true, line -> line.arr() == null ? null : line.arr().minor()),
  RENEWAL("Renewal", true, line -> line.renewal() == null ? null : line.renewal().inDays()),
  CSM("Looked after by", false, line -> line.account().csm()),
  TIER("Tier", false, line -> line.account().tier()),
  LIFECYCLE("Stage", false, line -> line.account().lifecycle()),
  PEOPLE("People, 28 days", true, line -> line.usage().people()),
  PEOPLE_CHANGE("People change", true, line -> line.usage().changePercent()),
  TICKETS("Open tickets", true, line -> line.tickets().open()),
  ANSWER("Last answer", true, line -> line.answer() == null ? null : line.answer().at()),
  TOUCH("Last touch", true, AccountLine::lastTouch),
  SEGMENT("Segment", false, line -> line.account().segment()),
  INDUSTRY("Industry", false, line -> line.account().industry()),
  COUNTRY("Country", false, line -> line.account().country());

  private final String title;
  private final boolean numeric;
  private final Function<AccountLine, @Nullable Comparable<?>> sortKey;

  PortfolioColumn(
      String title, boolean numeric, Function<AccountLine, @Nullable Comparable<?>> sortKey) {
    this.title = title;
    this.numeric = numeric;
    this.sortKey = sortKey;
  }

  /** The column's word in an address. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** Whether it stands on the right and is first sorted from the top. */
  public boolean numeric() {
    return numeric;
  }

  /** The column called so in an address. */
  public static PortfolioColumn named(String word) {
    return Arrays.stream(values())
        .filter(column -> column.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new HoldfastException(ErrorCode.BAD_REQUEST, "There is no column '" + word + "'."));
  }

  /** Lines in the order of this column; those without a value come last either way. */
  Comparator<AccountLine> order(boolean descending) {
    Comparator<AccountLine> byValue =
        (a, b) -> compare(sortKey.apply(a), sortKey.apply(b), descending);
    return byValue
        .thenComparing(line -> line.account().name())
        .thenComparing(AccountLine::accountId);
  }

  @SuppressWarnings("unchecked")
  private static int compare(
      @Nullable Comparable<?> one, @Nullable Comparable<?> other, boolean descending) {
    if (one == null || other == null) {
      return one != null ? -1 : other != null ? 1 : 0;
    }
    int order = ((Comparable<Object>) one).compareTo(other);
    return descending ? -order : order;
  }

  /** The exact content of a cell in a file; empty when there is none. */
  String exact(AccountLine line) {
    return switch (this) {
      case ACCOUNT -> line.account().name();
      case HEALTH ->
          line.health() == null
              ? ""
              : Optional.ofNullable(line.health().score()).map(PortfolioColumn::plain).orElse("");
      case CHANGE ->
          line.health() == null
              ? ""
              : Optional.ofNullable(line.health().change()).map(PortfolioColumn::plain).orElse("");
      case ARR -> line.arr() == null ? "" : line.arr().amount().toPlainString();
      case RENEWAL -> line.renewal() == null ? "" : line.renewal().on().toString();
      case CSM -> text(line.account().csm());
      case TIER -> text(line.account().tier());
      case LIFECYCLE -> text(line.account().lifecycle());
      case PEOPLE -> Long.toString(line.usage().people());
      case PEOPLE_CHANGE ->
          Optional.ofNullable(line.usage().changePercent()).map(PortfolioColumn::plain).orElse("");
      case TICKETS -> Integer.toString(line.tickets().open());
      case ANSWER ->
          line.answer() == null ? "" : line.answer().instrumentWord() + " " + line.answer().words();
      case TOUCH -> line.lastTouch() == null ? "" : utcDay(line).toString();
      case SEGMENT -> text(line.account().segment());
      case INDUSTRY -> text(line.account().industry());
      case COUNTRY -> text(line.account().country());
    };
  }

  private static LocalDate utcDay(AccountLine line) {
    return line.lastTouch() == null
        ? LocalDate.EPOCH
        : LocalDate.ofInstant(line.lastTouch(), ZoneOffset.UTC);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
