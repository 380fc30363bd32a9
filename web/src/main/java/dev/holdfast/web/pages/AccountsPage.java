package dev.holdfast.web.pages;

import dev.holdfast.reports.AccountLine;
import dev.holdfast.reports.Answer;
import dev.holdfast.reports.Portfolio;
import dev.holdfast.reports.PortfolioColumn;
import dev.holdfast.reports.PortfolioFilter;
import dev.holdfast.reports.PortfolioQuery;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Redirect;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.Band;
import dev.holdfast.web.parts.Words;
import dev.holdfast.workspace.SavedViews;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The portfolio: every account in sight, filtered, sorted, grouped and summed up. */
@Controller
public final class AccountsPage {

  private static final String PATH = "/accounts";

  /** The filters that most people use. */
  private static final Set<PortfolioFilter> FIRST =
      EnumSet.of(PortfolioFilter.BAND, PortfolioFilter.CSM, PortfolioFilter.TIER);

  /**
   * What the page shows.
   *
   * @param headline the answer in a sentence
   * @param sentence what the list adds up to
   * @param filters what it can be narrowed to
   * @param query the query as the form shows it
   * @param lines the rows
   * @param footer what all of the list adds up to, a cell for each column
   * @param pages which page of how many, and where the others are
   */
  public record Model(
      String headline,
      String sentence,
      List<Filter> filters,
      Form query,
      List<Column> columns,
      List<Line> lines,
      List<Cell> footer,
      Pages pages,
      String csvLink,
      List<View> views,
      String viewQuery,
      String scope,
      @Nullable Empty empty) {}

  /** What the form shows besides the filters. */
  public record Form(
      String text,
      boolean everyStage,
      String renewal,
      String sort,
      List<Option> groups,
      List<Option> columns,
      boolean narrowed,
      boolean moreOpen,
      String allLink) {}

  /**
   * One filter with its choices.
   *
   * @param first whether it stands in the first line, or among the others
   */
  public record Filter(String name, String title, boolean first, List<Option> options) {}

  /** One choice. */
  public record Option(String value, String title, boolean chosen) {}

  /** One column's heading. */
  public record Column(String title, String link, @Nullable String sorted, boolean numeric) {}

  /** One row: an account, or the heading of a group. */
  public record Line(@Nullable String group, List<Cell> cells) {}

  /**
   * One cell.
   *
   * @param label its column, for rows that stack on a narrow screen
   * @param title what a hover says; may be empty
   */
  public record Cell(
      String label,
      String text,
      String detail,
      String title,
      String link,
      @Nullable Band band,
      String css) {}

  /** Which page of how many. */
  public record Pages(int page, int pages, String previous, String next) {}

  /** A saved view. */
  public record View(long id, String name, String link, boolean here, boolean own) {}

  /** What to say when the list is empty. */
  public record Empty(String heading, String sentence, String step, String link) {}

  private final Reports reports;
  private final SavedViews savedViews;
  private final InstantSource clock;

  AccountsPage(Reports reports, Workspace workspace, InstantSource clock) {
    this.reports = reports;
    this.savedViews = workspace.savedViews();
    this.clock = clock;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit, @RequestParam MultiValueMap<String, String> parameters) {
    PortfolioQuery query = query(parameters);
    Portfolio portfolio = reports.portfolio(Sights.viewpoint(visit, clock.instant()), query);
    return Page.of(
        "pages/accounts", "Accounts", Section.ACCOUNTS, new Telling(visit, portfolio).model());
  }

  @GetMapping("/accounts.csv")
  @OpenTo(Circle.SIGNED_IN)
  void file(
      Visit visit,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    Viewpoint view = Sights.viewpoint(visit, clock.instant());
    byte[] file = reports.portfolioCsv(view, query(parameters)).getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/csv; charset=utf-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"accounts-" + view.day() + ".csv\"");
    response.getOutputStream().write(file);
  }

  @PostMapping("/accounts/views")
  @OpenTo(Circle.SIGNED_IN)
  Redirect save(
      Visit visit,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "false") boolean shared) {
    SavedViews.View view =
        savedViews.save(visit.person().userId(), PATH, name, canonical(query), shared);
    return new Redirect(PATH + (view.query().isEmpty() ? "" : "?" + view.query()));
  }

  @PostMapping("/accounts/views/remove")
  @OpenTo(Circle.SIGNED_IN)
  Redirect remove(Visit visit, @RequestParam long id) {
    savedViews.remove(visit.person().userId(), id);
    return new Redirect(PATH);
  }

  /** What an address asks for; each ticked column is a parameter of its own. */
  private static PortfolioQuery query(MultiValueMap<String, String> parameters) {
    Map<String, String> single = new LinkedHashMap<>(parameters.toSingleValueMap());
    List<String> ticked = parameters.get("column");
    if (ticked != null) {
      single.put("columns", String.join(",", ticked));
    }
    return PortfolioQuery.of(single);
  }

  /** The query as this page would write it, so that nothing else gets into an address. */
  private static String canonical(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            java.net.URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            java.net.URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return encoded(PortfolioQuery.of(parameters).onPage(1));
  }

  private static String encoded(PortfolioQuery query) {
    return query.parameters().entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Turns a portfolio into words. */
  private final class Telling {
    private final Visit visit;
    private final Portfolio portfolio;
    private final PortfolioQuery query;
    private final LocalDate day;

    Telling(Visit visit, Portfolio portfolio) {
      this.visit = visit;
      this.portfolio = portfolio;
      this.query = portfolio.query();
      this.day = visit.asOf().day();
    }

    Model model() {
      return new Model(
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
          encoded(query.onPage(1)),
          visit.scope().reason(),
          portfolio.lines().isEmpty() ? empty() : null);
    }

    private String link(String path, PortfolioQuery other) {
      String encoded = encoded(other);
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

    private List<Filter> filters() {
      List<Filter> filters = new ArrayList<>();
      portfolio
          .choices()
          .forEach((filter, counts) -> {
            String chosen = query.filters().getOrDefault(filter, "");
            if (counts.size() < 2 && chosen.isEmpty()) {
              return;
            }
            List<Option> options = new ArrayList<>();
            options.add(new Option("", "Any", chosen.isEmpty()));
            counts.forEach((value, count) ->
                options.add(
                    new Option(
                        value,
                        title(filter, value) + " (" + Words.number(count) + ")",
                        value.equals(chosen))));
            filters.add(
                new Filter(
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

    private Form form() {
      List<Option> groups = new ArrayList<>();
      groups.add(new Option("", "Nothing", query.group() == null));
      for (PortfolioFilter filter : PortfolioFilter.values()) {
        groups.add(new Option(filter.word(), filter.title(), filter == query.group()));
      }
      List<Option> columns = new ArrayList<>();
      for (PortfolioColumn column : PortfolioColumn.values()) {
        columns.add(new Option(column.word(), column.title(), query.columns().contains(column)));
      }
      return new Form(
          query.text(),
          query.everyStage(),
          query.renewalDays() == null ? "" : query.renewalDays().toString(),
          query.parameters().getOrDefault("sort", ""),
          List.copyOf(groups),
          List.copyOf(columns),
          !query.parameters().isEmpty(),
          query.everyStage()
              || query.filters().keySet().stream().anyMatch(filter -> !FIRST.contains(filter)),
          visit.link(PATH));
    }

    private Column column(PortfolioColumn column) {
      boolean here = column == query.sort();
      return new Column(
          column.title(),
          link(PATH, query.sortedBy(column)),
          here ? (query.descending() ? "descending" : "ascending") : null,
          column.numeric());
    }

    private List<Line> lines() {
      Map<String, Portfolio.Sums> groups =
          portfolio.groups().stream()
              .collect(Collectors.toMap(Portfolio.Group::value, Portfolio.Group::sums));
      List<Line> lines = new ArrayList<>();
      String before = null;
      for (AccountLine line : portfolio.lines()) {
        PortfolioFilter group = query.group();
        String value = group == null ? null : group.of(line);
        if (group != null && value != null && !value.equals(before)) {
          Portfolio.Sums sums = groups.get(value);
          lines.add(new Line(title(group, value), sums == null ? List.of() : footer(sums, value)));
          before = value;
        }
        lines.add(
            new Line(null, query.columns().stream().map(column -> cell(column, line)).toList()));
      }
      return List.copyOf(lines);
    }

    private List<Cell> footer(Portfolio.Sums sums, String group) {
      return query.columns().stream()
          .map(column ->
              switch (column) {
                case ACCOUNT ->
                    text(
                        column,
                        (group.isEmpty()
                                ? ""
                                : title(
                                        query.group() == null
                                            ? PortfolioFilter.TIER
                                            : query.group(),
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

    private Cell cell(PortfolioColumn column, AccountLine line) {
      String link = visit.link(AccountPage.path(line.accountId()));
      return switch (column) {
        case ACCOUNT ->
            new Cell(
                "",
                line.account().name(),
                line.account().customer() ? "" : Sights.title(line.account().lifecycle()),
                "",
                link,
                null,
                "");
        case HEALTH ->
            new Cell(
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
            new Cell(
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
            new Cell(
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

    private static Cell change(PortfolioColumn column, @Nullable Double change) {
      if (change == null) {
        return text(column, "");
      }
      String css = change >= 5 ? "n up" : change <= -5 ? "n down" : "n faint";
      return new Cell(
          column.title(), Words.signed(change, 0), "", "points in 30 days", "", null, css);
    }

    private Cell renewal(PortfolioColumn column, AccountLine line) {
      if (line.renewal() == null) {
        return text(column, "");
      }
      return new Cell(
          column.title(),
          Words.number(line.renewal().inDays()) + " d",
          line.renewal().cancelled() ? "cancelled" : "",
          Words.fullDate(line.renewal().on()),
          visit.link(AccountPage.path(line.accountId())) + "#money",
          null,
          line.renewal().cancelled() ? "n down" : "n");
    }

    private Cell answer(PortfolioColumn column, AccountLine line) {
      Answer answer = line.answer();
      if (answer == null) {
        return text(column, "");
      }
      return new Cell(
          column.title(),
          answer.words(),
          answer.instrumentWord(),
          Words.nearDate(answer.at().atZone(visit.asOf().zone()).toLocalDate(), day)
              + (answer.comment() == null ? "" : ": " + answer.comment()),
          visit.link(AccountPage.path(line.accountId())) + "#voice",
          null,
          answer.tone() == Answer.Tone.BAD ? "n down" : "n");
    }

    private static Cell text(PortfolioColumn column, @Nullable String text) {
      return new Cell(
          column.title(), text == null ? "" : text, "", "", "", null, column.numeric() ? "n" : "");
    }

    private Pages pages() {
      int page = query.page();
      return new Pages(
          page,
          portfolio.pages(),
          page > 1 ? link(PATH, query.onPage(page - 1)) : "",
          page < portfolio.pages() ? link(PATH, query.onPage(page + 1)) : "");
    }

    private List<View> views() {
      String here = encoded(query.onPage(1));
      return savedViews.visible(visit.person().userId(), PATH).stream()
          .map(view ->
              new View(
                  view.id(),
                  view.name(),
                  visit.link(PATH + (view.query().isEmpty() ? "" : "?" + view.query())),
                  view.query().equals(here),
                  view.owner().equals(visit.person().userId())))
          .toList();
    }

    private Empty empty() {
      if (portfolio.inSight() == 0) {
        return new Empty(
            "No accounts yet",
            "Accounts appear here as soon as data about them has arrived. "
                + visit.scope().reason(),
            "See what data has arrived",
            visit.link("/data"));
      }
      return new Empty(
          "No account is like that",
          Words.count(portfolio.inSight(), "account is", "accounts are")
              + " in sight, but none fits all of what was asked for.",
          "Show all customers",
          visit.link(PATH));
    }
  }
}
