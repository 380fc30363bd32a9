package dev.holdfast.web.pages;

import dev.holdfast.reports.Board;
import dev.holdfast.reports.MetricReports;
import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import dev.holdfast.web.parts.SmallTrend;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The board: six numbers that say more together than alone. */
@Controller
public final class BoardPage {

  static final String PATH = "/metrics/board";

  /**
   * What the page shows.
   *
   * @param missing the places that have no metric yet, in a sentence; empty when all have one
   */
  public record Model(
      String headline,
      String scope,
      String catalogueLink,
      List<Tile> tiles,
      String missing,
      List<ChartDoor> charts) {}

  /**
   * One number.
   *
   * @param reason why there is no value, with what was counted; empty when there is one
   * @param note what else to know, such as which number stands in; may be empty
   * @param trend null when there is none
   * @param trendWords what the trend shows and whether its last month is over, or why there is none
   */
  public record Tile(
      String title,
      String link,
      String value,
      String unit,
      String interval,
      String sample,
      String reason,
      @Nullable Word word,
      String scale,
      @Nullable SmallTrend trend,
      String trendWords,
      String definition,
      String note) {}

  /** What a value earned. */
  public record Word(String css, String text) {}

  /** A chart that loads alone. */
  public record ChartDoor(String title, String link, String metricLink) {}

  private final MetricReports reports;
  private final InstantSource clock;

  BoardPage(MetricReports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    Board board = reports.board(Sights.viewpoint(visit, clock.instant()));
    return Page.of("pages/board", "Board", Section.METRICS, new BoardTelling(visit, board).model());
  }
}
