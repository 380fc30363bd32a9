package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.Band;
import dev.holdfast.health.BusinessIndex;
import dev.holdfast.reports.HealthBy;
import dev.holdfast.reports.HealthGroup;
import dev.holdfast.reports.Reports;
import dev.holdfast.reports.Viewpoint;
import dev.holdfast.workspace.RecordScope;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast business-index}. */
@Command(
    name = "business-index",
    description = "Say how healthy the business is: health weighted by revenue, 100 at first.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Read from the health that ./holdfast refresh records. With --format csv every day is a row."
    })
final class IndexCommand implements Runnable {

  private static final int MOVES = 10;

  private final Console console;

  @Mixin private DataFolder data = new DataFolder();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The index up to that day; default today.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--csm",
      paramLabel = "CSM",
      description = "Only the accounts that this CSM looks after.")
  private @Nullable String csm;

  @Option(
      names = "--by",
      paramLabel = "GROUPS",
      description = "Health in groups too: csm, tier or cohort.")
  private @Nullable HealthBy by;

  @Option(names = "--format", description = "table, json or csv; default table.")
  private Format format = Format.TABLE;

  IndexCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    try (Holdfast holdfast = data.open()) {
      Reports reports = holdfast.reports();
      Viewpoint view = view(holdfast);
      BusinessIndex index =
          reports
              .businessIndex(view)
              .orElseThrow(() ->
                  new HoldfastException(
                      ErrorCode.NOT_FOUND,
                      "There is no business index yet: it needs a recorded day on which an account"
                          + " has both a score and revenue. ./holdfast refresh records days."));
      List<HealthGroup> groups = by == null ? List.of() : reports.healthBy(view, by);
      switch (format) {
        case JSON -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("index", index);
          answer.put("groups", groups);
          console.json(answer);
        }
        case CSV -> days(index);
        case TABLE -> {
          told(index, reports.names(view));
          groups(groups);
        }
      }
    }
  }

  private Viewpoint view(Holdfast holdfast) {
    RecordScope scope =
        csm == null
            ? new RecordScope.Everything()
            : new RecordScope.OnlyOf(Set.of(csm), "Only the accounts of " + csm + ".");
    return new Viewpoint(scope, true, holdfast.clock().instant(), asOf, holdfast.settings().zone());
  }

  private void days(BusinessIndex index) {
    console.csv(
        List.of("day", "index", "mean", "accounts", "without_revenue", "without_score"),
        index.points().stream()
            .map(point ->
                List.<@Nullable Object>of(
                    point.day(),
                    point.index(),
                    point.mean(),
                    point.accounts(),
                    point.withoutRevenue(),
                    point.withoutScore()))
            .toList());
  }

  private void told(BusinessIndex index, Map<String, String> names) {
    BusinessIndex.Point last = index.last();
    console.line(
        "Business index "
            + number(last.index())
            + " on "
            + last.day()
            + " (mean of "
            + index.baseFrom()
            + " to "
            + index.baseTo()
            + " = 100"
            + (index.hasWholeBase() ? ")" : ", not over yet)"));
    for (int days : new int[] {30, 90}) {
      index.movedIn(days).ifPresent(by -> console.line(signed(by) + " in " + days + " days"));
    }
    console.line(
        "Health weighted by revenue "
            + number(last.mean())
            + " of 100, over "
            + last.accounts()
            + " accounts; left out: "
            + last.withoutRevenue()
            + " without revenue, "
            + last.withoutScore()
            + " without a score");
    index.changes().forEach(change -> console.line(change.day() + ": " + text(change)));
    if (!index.moves().isEmpty()) {
      console.line("");
      console.table(
          List.of("moved by", "account", "name", "score before", "score", "share of revenue"),
          index.moves().stream()
              .limit(MOVES)
              .map(move ->
                  List.<@Nullable Object>of(
                      signed(move.by()),
                      move.accountId(),
                      names.getOrDefault(move.accountId(), ""),
                      move.before() == null ? "none" : number(move.before()),
                      move.after() == null ? "none" : number(move.after()),
                      number(100 * move.share()) + " %"))
              .toList());
    }
  }

  private static String text(BusinessIndex.FormulaChange change) {
    return change.before() == null || change.after() == null
        ? change.what() + "; not re-based, the version before is not kept any more"
        : change.what()
            + "; re-based, the mean went from "
            + number(change.before())
            + " to "
            + number(change.after());
  }

  private void groups(List<HealthGroup> groups) {
    if (by == null) {
      return;
    }
    console.line("");
    console.table(
        List.of(
            by.title().toLowerCase(Locale.ROOT),
            "accounts",
            "at risk",
            "watch",
            "healthy",
            "unknown",
            "mean score",
            "yearly revenue"),
        groups.stream()
            .map(group ->
                List.<@Nullable Object>of(
                    group.value(),
                    group.sums().accounts(),
                    count(group, Band.AT_RISK),
                    count(group, Band.WATCH),
                    count(group, Band.HEALTHY),
                    count(group, Band.UNKNOWN),
                    mean(group),
                    group.sums().arr() == null
                        ? ""
                        : group.sums().arr().amount() + " " + group.sums().arr().currency()))
            .toList());
  }

  private static int count(HealthGroup group, Band band) {
    return group.sums().bands().getOrDefault(band, 0);
  }

  private static String mean(HealthGroup group) {
    Double mean = group.sums().weightedHealth();
    return mean == null || group.tooFew() ? "too few: " + group.sums().weighed() : number(mean);
  }

  private static String number(double amount) {
    return String.format(Locale.ROOT, "%.1f", amount);
  }

  private static String signed(double amount) {
    return String.format(Locale.ROOT, "%+.1f", amount);
  }
}
