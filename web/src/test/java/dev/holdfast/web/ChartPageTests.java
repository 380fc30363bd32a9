package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.workspace.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts alone and as files, and the board, of a small demo company. */
class ChartPageTests {

  private static final Pattern ACCOUNT = Pattern.compile("href=\"/accounts/([^\"/?#]+)\"");

  @TempDir static Path folder;
  private static RunningServer running;
  private static PageTest browser;

  @BeforeAll
  static void start() {
    running = new RunningServer(folder);
    running.letDemoIn();
    browser = new PageTest(running);
  }

  @AfterAll
  static void stop() {
    browser.close();
    running.close();
  }

  private static String body(String path) {
    HttpResponse<String> answer = running.get(path, Role.LEADER);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** The records of a CSV file whose cells hold no commas. */
  private static List<String[]> records(String path) {
    return body(path).lines().skip(1).map(line -> line.split(",", -1)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nps/trend",
        "nps/breakdown",
        "nps/distribution",
        "full_resolution_time/distribution",
        "full_resolution_time/trend",
        "account_survival/survival",
        "mrr_movements/waterfall"
      })
  void aChartIsHadAsDrawingAndAsNumbers(String chart) {
    HttpResponse<String> svg = running.get("/metrics/" + chart + ".svg", Role.LEADER);
    assertThat(svg.statusCode()).isEqualTo(200);
    assertThat(svg.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(svg.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"" + chart.replace('/', '-') + ".svg\"");
    assertThat(svg.body())
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("Europe/Berlin", " 2026")
        .doesNotContain("class=", "var(");
    String csv = body("/metrics/" + chart + ".csv");
    assertThat(csv).startsWith("metric,variant,unit,");
    assertThat(csv.lines().count()).isGreaterThan(1);
    assertThat(body("/metrics/" + chart)).contains("<figure>", chart + ".png", "As a table");
  }

  @Test
  void aTrendsNumbersAreThoseOfTheMetricAndItsOpenStepIsMarked() {
    List<String[]> chart = records("/metrics/csat/trend.csv?days=90");
    List<String[]> values = records("/metrics/csat/values.csv?days=90");
    assertThat(chart).hasSameSizeAs(values);
    for (int i = 0; i < chart.size(); i++) {
      assertThat(chart.get(i)[4]).isEqualTo(values.get(i)[4]);
      assertThat(chart.get(i)[8]).as("n").isEqualTo(values.get(i)[10]);
      if (!values.get(i)[7].isEmpty()) {
        assertThat(Double.parseDouble(chart.get(i)[5]))
            .isEqualTo(Double.parseDouble(values.get(i)[7]));
      }
    }
    assertThat(chart.getLast()[9]).isEqualTo("no");
    assertThat(chart.get(chart.size() - 2)[9]).isEqualTo("yes");
    assertThat(body("/metrics/csat/trend.svg")).contains("the last one incomplete");
  }

  @Test
  void aWaterfallAddsUp() {
    List<String[]> bars = records("/metrics/mrr_movements/waterfall.csv?days=90");
    double sum = 0;
    for (String[] bar : bars.subList(0, bars.size() - 1)) {
      sum += Double.parseDouble(bar[4]);
    }
    assertThat(bars.getFirst()[3]).isEqualTo("Opening");
    assertThat(bars.getLast()[3]).isEqualTo("Closing");
    assertThat(sum)
        .isCloseTo(
            Double.parseDouble(bars.getLast()[4]), org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void aDistributionCountsEveryValueOfTheNumber() {
    long drawn =
        records("/metrics/full_resolution_time/distribution.csv?variant=mean").stream()
            .mapToLong(bin -> Long.parseLong(bin[5]))
            .sum();
    String rows = body("/metrics/full_resolution_time/rows?variant=mean");
    assertThat(rows).contains(" from " + String.format(Locale.ROOT, "%,d", drawn) + ", ");
    assertThat(body("/metrics/full_resolution_time/distribution?variant=mean"))
        .contains("mean ", "median ", "how the ");
    assertThat(body("/metrics/full_resolution_time"))
        .contains("hx-get=\"/metrics/full_resolution_time/distribution?days=90");
    assertThat(body("/metrics/csat")).doesNotContain("/metrics/csat/distribution");
  }

  @Test
  void aPictureIsAPicture() throws IOException {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.DARK)) {
      Page page = context.newPage();
      page.navigate(running.at("/metrics/mrr_movements").toString());
      Download png =
          page.waitForDownload(() -> page.locator(".downloads a[href*='waterfall.png']").click());
      assertThat(png.suggestedFilename()).isEqualTo("mrr_movements-waterfall.png");
      assertThat(Files.readAllBytes(png.path())).startsWith(0x89, 'P', 'N', 'G');
      Download svg =
          page.waitForDownload(() -> page.locator(".downloads a[href*='waterfall.svg']").click());
      assertThat(Files.readString(svg.path()))
          .as("the light theme, whatever the reader's")
          .contains("fill=\"#ffffff\"", "Opening", "Closing");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics/nps/waterfall.svg",
        "/metrics/csat/distribution.png",
        "/metrics/csat/distribution",
        "/metrics/nothing/trend.csv",
        "/metrics/nps/trend.pdf",
        "/metrics/nps/pie.svg"
      })
  void whatThereIsNotIsNotFound(String path) {
    assertThat(running.get(path, Role.LEADER).statusCode()).isEqualTo(404);
  }

  @Test
  void chartsShowOnlyTheAccountsInSight() {
    Matcher account = ACCOUNT.matcher(body("/accounts"));
    assertThat(account.find()).isTrue();
    for (String chart :
        List.of("/trend.svg", "/trend.csv", "/distribution.png", "/breakdown.csv", "/trend")) {
      String path = "/metrics/full_resolution_time" + chart + "?account=" + account.group(1);
      assertThat(running.get(path, Role.LEADER).statusCode()).as(path).isIn(200, 404);
      assertThat(running.get(path, Role.CSM).statusCode()).as("not theirs").isEqualTo(404);
    }
    HttpResponse<String> theirs = running.get("/metrics/nps/trend.csv", Role.CSM);
    assertThat(theirs.statusCode()).as("this CSM looks after nobody").isEqualTo(404);
    assertThat(theirs.body())
        .contains(
            "There is no trend of Net Promoter Score to draw for this time, because no answers")
        .doesNotContain("metric,variant,unit");
  }

  @Test
  void theBoardHasATileForEachNumberWithHowSureItIs() {
    String board = body("/metrics/board");
    assertThat(board.split("<section class=\"card\"", -1)).as("six tiles").hasSize(7);
    assertThat(board)
        .contains("Net Promoter Score", "Customer churn rate", "Full resolution time", "CSAT")
        .contains("Customer lifetime value", "Accepted referrals")
        .doesNotContain("Stands in for", "no such metric in the catalogue")
        .contains("excellent above +50, world-class above +80")
        .contains("acceptable below 10 %, ideal below 7 %")
        .contains("Mar 2026 is not over", "class=\"hollow\"", "class=\"part\"")
        .contains("href=\"/metrics/nps?days=90&amp;grain=month\"")
        .contains("hx-get=\"/metrics/mrr_movements/waterfall?days=365\"")
        .contains("hx-get=\"/metrics/account_survival/survival?days=365\"");
    assertThat(body("/metrics")).contains("href=\"/metrics/board\"");
  }

  @Test
  void theBoardShowsCountsAndNoNumberWhereThereIsTooLittle() {
    String board = running.get("/metrics/board", Role.CSM).body();
    assertThat(board)
        .contains("None of the numbers has enough data yet")
        .contains("No number, because no answers in the period.")
        .contains("0 answers, ")
        .contains("No month has enough data for a number.")
        .doesNotContain("class=\"hollow\"", "Excellent");
    assertThat(running.get("/metrics/mrr_movements/waterfall", Role.CSM).body())
        .as("no chart of nothing")
        .contains("There is no waterfall of ")
        .doesNotContain("<figure>");
  }

  @Test
  void theBoardsChartsComeByThemselves() {
    try (BrowserContext context = browser.as(Role.LEADER, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      page.navigate(running.at("/metrics/board").toString());
      page.waitForSelector("main figure >> nth=1");
      assertThat(page.locator("main figure").count()).isEqualTo(2);
      assertThat(page.locator("main figure").allTextContents().toString())
          .contains("At risk", "Opening");
    }
    Path pictures = Path.of("target", "pictures");
    browser.pictures("/metrics/board", Role.LEADER, pictures, "board");
    browser.pictures("/metrics/board", Role.CSM, pictures, "board-empty");
    browser.pictures("/metrics/full_resolution_time", Role.LEADER, pictures, "resolution");
    browser.pictures("/metrics/nps/distribution", Role.LEADER, pictures, "distribution");
    browser.pictures("/metrics", Role.LEADER, pictures, "metrics");
  }
}
