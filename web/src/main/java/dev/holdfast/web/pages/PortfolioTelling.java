package dev.holdfast.web.pages;

import dev.holdfast.reports.AccountLine;
import dev.holdfast.reports.Answer;
import dev.holdfast.reports.Portfolio;
import dev.holdfast.reports.PortfolioColumn;
import dev.holdfast.reports.PortfolioFilter;
import dev.holdfast.reports.PortfolioQuery;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.SavedViews;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a portfolio into words. */
final class PortfolioTelling {

  /** The filters that most people use. */
  private static final Set<PortfolioFilter> FIRST =
      EnumSet.of(PortfolioFilter.BAND, PortfolioFilter.CSM, PortfolioFilter.TIER);

  private final Visit visit;
  private final Portfolio portfolio;
  private final PortfolioQuery query;
  private final LocalDate day;
  private final List<SavedViews.View> saved;

  PortfolioTelling(Visit visit, Portfolio portfolio, List<SavedViews.View> saved) {
    this.visit = visit;
    this.saved = saved;
    this.portfolio = portfolio;
    this.query = portfolio.query();
    this.day = visit.asOf().day();
  }

  AccountsPage.Model model() {
    return new AccountsPage.Model(
        headline(),
        sentence(),
        filters(),
        form(),
        query.columns().stream().map(this::column).toList(),
        lines(),
        footer(portfolio.total(), ""),
        pages(),
        link("/accounts.csv", query.onPage(1)),
        views(),
        AccountsPage.encoded(query.onPage(1)),
        visit.scope().reason(),
        portfolio.lines().isEmpty() ? empty() : null);
  }

  private String link(String path, PortfolioQuery other) {
    String encoded = AccountsPage.encoded(other);
    return visit.link(path + (encoded.isEmpty() ? "" : "?" + encoded));
  }

  private String headline() {
    int risk = portfolio.total().bands().getOrDefault(dev.holdfast.health.Band.AT_RISK, 0);
    String accounts = Words.count(portfolio.total().accounts(), "account", "accounts");
    return accounts + (risk == 0 ? ", none at risk" : ", " + Words.number(risk) + " at risk");
  }

  private String sentence() {
    Portfolio.Sums total = portfolio.total();
    List<String> parts = new ArrayList<>();
    if (total.arr() != null) {
      parts.add(Words.moneyShort(total.arr()) + " of yearly revenue");
    }
    if (total.weightedHealth() != null) {
      parts.add("health " + Words.number(total.weightedHealth(), 1) + " weighted by it");
    }
    return parts.isEmpty() ? "" : String.join(", ", parts) + ".";
  }

  private List<AccountsPage.Filter> filters() {
    List<AccountsPage.Filter> filters = new ArrayList<>();
    portfolio
        .choices()
        .forEach((filter, counts) -> {
          String chosen = query.filters().getOrDefault(filter, "");
          if (counts.size() < 2 && chosen.isEmpty()) {
            return;
          }
          List<AccountsPage.Option> options = new ArrayList<>();
          options.add(new AccountsPage.Option("", "Any", chosen.isEmpty()));
          counts.forEach((value, count) ->
              options.add(
                  new AccountsPage.Option(
                      value,
                      title(filter, value) + " (" + Words.number(count) + ")",
                      value.equals(chosen))));
          filters.add(
              new AccountsPage.Filter(
                  filter.word(), filter.title(), FIRST.contains(filter), List.copyOf(options)));
        });
    return List.copyOf(filters);
  }

  private static String title(PortfolioFilter filter, String value) {
    return switch (filter) {
      case BAND, LIFECYCLE -> Sights.title(value);
      case CSM, TIER, SEGMENT, INDUSTRY, COUNTRY ->
          value.equals(PortfolioFilter.NOT_KNOWN) ? "Not known" : value;
    };
  }

  private AccountsPage.Form form() {
    List<AccountsPage.Option> groups = new ArrayList<>();
    groups.add(new AccountsPage.Option("", "Nothing", query.group() == null));
    for (PortfolioFilter filter : PortfolioFilter.values()) {
      groups.add(new AccountsPage.Option(filter.word(), filter.title(), filter == query.group()));
    }
    List<AccountsPage.Option> columns = new ArrayList<>();
    for (PortfolioColumn column : PortfolioColumn.values()) {
      columns.add(
          new AccountsPage.Option(column.word(), column.title(), query.columns().contains(column)));
    }
    return new AccountsPage.Form(
        query.text(),
        query.everyStage(),
        query.renewalDays() == null ? "" : query.renewalDays().toString(),
        query.parameters().getOrDefault("sort", ""),
        List.copyOf(groups),
        List.copyOf(columns),
        !query.parameters().isEmpty(),
        query.everyStage()
            || query.filters().keySet().stream().anyMatch(filter -> !FIRST.contains(filter)),
        visit.link(AccountsPage.PATH));
  }

  private AccountsPage.Column column(PortfolioColumn column) {
    boolean here = column == query.sort();
    return new AccountsPage.Column(
        column.title(),
        link(AccountsPage.PATH, query.sortedBy(column)),
        here ? (query.descending() ? "descending" : "ascending") : null,
        column.numeric());
  }

  private List<AccountsPage.Line> lines() {
    Map<String, Portfolio.Sums> groups =
        portfolio.groups().stream()
            .collect(Collectors.toMap(Portfolio.Group::value, Portfolio.Group::sums));
    List<AccountsPage.Line> lines = new ArrayList<>();
    String before = null;
    for (AccountLine line : portfolio.lines()) {
      PortfolioFilter group = query.group();
      String value = group == null ? null : group.of(line);
      if (group != null && value != null && !value.equals(before)) {
        Portfolio.Sums sums = groups.get(value);
        lines.add(
            new AccountsPage.Line(
                title(group, value), sums == null ? List.of() : footer(sums, value)));
        before = value;
      }
      lines.add(
          new AccountsPage.Line(
              null, query.columns().stream().map(column -> cell(column, line)).toList()));
    }
    return List.copyOf(lines);
  }

  private List<AccountsPage.Cell> footer(Portfolio.Sums sums, String group) {
    return query.columns().stream()
        .map(column ->
            switch (column) {
              case ACCOUNT ->
                  text(
                      column,
                      (group.isEmpty()
                              ? ""
                              : title(
                                      query.group() == null ? PortfolioFilter.TIER : query.group(),
                                      group)
                                  + ": ")
                          + Words.count(sums.accounts(), "account", "accounts"));
              case HEALTH ->
                  text(
                      column,
                      sums.weightedHealth() == null
                          ? ""
                          : Words.number(sums.weightedHealth(), 1) + " by revenue");
              case ARR -> text(column, sums.arr() == null ? "" : Words.money(sums.arr()));
              case PEOPLE -> text(column, Words.number(sums.people()));
              case TICKETS -> text(column, Words.number(sums.openTickets()));
              default -> text(column, "");
            })
        .toList();
  }

  private AccountsPage.Cell cell(PortfolioColumn column, AccountLine line) {
    String link = visit.link(AccountPage.path(line.accountId()));
    return switch (column) {
      case ACCOUNT ->
          new AccountsPage.Cell(
              "",
              line.account().name(),
              line.account().customer() ? "" : Sights.title(line.account().lifecycle()),
              "",
              link,
              null,
              "");
      case HEALTH ->
          new AccountsPage.Cell(
              "",
              Sights.score(line.health()),
              "",
              "",
              visit.link(AccountPage.path(line.accountId()) + "/health"),
              Sights.band(line.health()),
              "");
      case CHANGE -> change(column, line.health() == null ? null : line.health().change());
      case ARR -> text(column, line.arr() == null ? "" : Words.money(line.arr()));
      case RENEWAL -> renewal(column, line);
      case CSM -> text(column, line.account().csm());
      case TIER -> text(column, line.account().tier());
      case LIFECYCLE ->
          text(
              column,
              line.account().lifecycle() == null ? "" : Sights.title(line.account().lifecycle()));
      case PEOPLE ->
          new AccountsPage.Cell(
              column.title(),
              Words.number(line.usage().people()),
              "",
              Words.number(line.usage().peopleBefore()) + " in the 28 days before",
              link + "#usage",
              null,
              "n");
      case PEOPLE_CHANGE ->
          text(
              column,
              line.usage().changePercent() == null
                  ? ""
                  : Words.signed(line.usage().changePercent(), 0) + " %");
      case TICKETS ->
          new AccountsPage.Cell(
              column.title(),
              line.tickets().open() == 0 ? "" : Words.number(line.tickets().open()),
              "",
              Words.number(line.tickets().waitingOnUs()) + " wait for us",
              line.tickets().open() == 0 ? "" : link + "#tickets",
              null,
              "n");
      case ANSWER -> answer(column, line);
      case TOUCH ->
          text(
              column,
              line.lastTouch() == null
                  ? "never"
                  : Words.nearDate(
                      line.lastTouch().atZone(visit.asOf().zone()).toLocalDate(), day));
      case SEGMENT -> text(column, line.account().segment());
      case INDUSTRY -> text(column, line.account().industry());
      case COUNTRY -> text(column, line.account().country());
    };
  }

  private static AccountsPage.Cell change(PortfolioColumn column, @Nullable Double change) {
    if (change == null) {
      return text(column, "");
    }
    String css = change >= 5 ? "n up" : change <= -5 ? "n down" : "n faint";
    return new AccountsPage.Cell(
        column.title(), Words.signed(change, 0), "", "points in 30 days", "", null, css);
  }

  private AccountsPage.Cell renewal(PortfolioColumn column, AccountLine line) {
    if (line.renewal() == null) {
      return text(column, "");
    }
    return new AccountsPage.Cell(
        column.title(),
        Words.number(line.renewal().inDays()) + " d",
        line.renewal().cancelled() ? "cancelled" : "",
        Words.fullDate(line.renewal().on()),
        visit.link(AccountPage.path(line.accountId())) + "#money",
        null,
        line.renewal().cancelled() ? "n down" : "n");
  }

  private AccountsPage.Cell answer(PortfolioColumn column, AccountLine line) {
    Answer answer = line.answer();
    if (answer == null) {
      return text(column, "");
    }
    return new AccountsPage.Cell(
        column.title(),
        answer.words(),
        answer.instrumentWord(),
        Words.nearDate(answer.at().atZone(visit.asOf().zone()).toLocalDate(), day)
            + (answer.comment() == null ? "" : ": " + answer.comment()),
        visit.link(AccountPage.path(line.accountId())) + "#voice",
        null,
        answer.tone() == Answer.Tone.BAD ? "n down" : "n");
  }

  private static AccountsPage.Cell text(PortfolioColumn column, @Nullable String text) {
    return new AccountsPage.Cell(
        column.title(), text == null ? "" : text, "", "", "", null, column.numeric() ? "n" : "");
  }

  private AccountsPage.Pages pages() {
    int page = query.page();
    return new AccountsPage.Pages(
        page,
        portfolio.pages(),
        page > 1 ? link(AccountsPage.PATH, query.onPage(page - 1)) : "",
        page < portfolio.pages() ? link(AccountsPage.PATH, query.onPage(page + 1)) : "");
  }

  private List<AccountsPage.View> views() {
    String here = AccountsPage.encoded(query.onPage(1));
    return saved.stream()
        .map(view ->
            new AccountsPage.View(
                view.id(),
                view.name(),
                visit.link(AccountsPage.PATH + (view.query().isEmpty() ? "" : "?" + view.query())),
                view.query().equals(here),
                view.owner().equals(visit.person().userId())))
        .toList();
  }

  private AccountsPage.Empty empty() {
    if (portfolio.inSight() == 0) {
      return new AccountsPage.Empty(
          "No accounts yet",
          "Accounts appear here as soon as data about them has arrived. " + visit.scope().reason(),
          "See what data has arrived",
          visit.link("/data"));
    }
    return new AccountsPage.Empty(
        "No account is like that",
        Words.count(portfolio.inSight(), "account is", "accounts are")
            + " in sight, but none fits all of what was asked for.",
        "Show all customers",
        visit.link(AccountsPage.PATH));
  }
}
