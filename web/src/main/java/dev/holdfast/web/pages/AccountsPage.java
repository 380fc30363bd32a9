package dev.holdfast.web.pages;

import dev.holdfast.reports.Portfolio;
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
import dev.holdfast.workspace.SavedViews;
import dev.holdfast.workspace.Workspace;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  static final String PATH = "/accounts";

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
        "pages/accounts",
        "Accounts",
        Section.ACCOUNTS,
        new PortfolioTelling(visit, portfolio, savedViews.visible(visit.person().userId(), PATH))
            .model());
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

  static String encoded(PortfolioQuery query) {
    return query.parameters().entrySet().stream()
        .map(each ->
            each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
