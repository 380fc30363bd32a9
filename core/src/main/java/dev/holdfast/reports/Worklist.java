package dev.holdfast.reports;

import dev.holdfast.base.Money;
import dev.holdfast.workspace.WorklistMarks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that need a look, ranked, and what is known about the rest.
 *
 * @param day the day it is for
 * @param items what needs a look, the most pressing first
 * @param snoozed what would be on the list but was put off, with the mark
 * @param closed how many would be on the list but were dealt with
 * @param customers how many customers the person looks at in all
 * @param silentFeeds sources of usage that no longer deliver, so that their accounts cannot be
 *     judged by it
 * @param lastVisit when the person looked before; null at the first visit
 * @param changes what came about since then, as half-sentences
 */
public record Worklist(
    LocalDate day,
    List<WorkItem> items,
    List<Snoozed> snoozed,
    int closed,
    int customers,
    List<SilentFeed> silentFeeds,
    @Nullable Instant lastVisit,
    List<String> changes) {

  /** An item that was put off. */
  public record Snoozed(WorkItem item, WorklistMarks.Mark mark) {}

  /**
   * A source of usage that used to deliver daily and no longer does.
   *
   * @param days complete days without anything from it
   * @param accounts how many in sight used to arrive from it
   */
  public record SilentFeed(String source, long days, int accounts) {}

  public Worklist {
    silentFeeds = List.copyOf(silentFeeds);
    items = List.copyOf(items);
    snoozed = List.copyOf(snoozed);
    changes = List.copyOf(changes);
  }

  /** Sorts what was found into what is on the list, put off, and dealt with. */
  static Worklist of(
      Viewpoint view,
      List<WorkItem> found,
      List<WorklistMarks.Mark> marks,
      int customers,
      List<UsageQueries.SilentFeed> silent,
      @Nullable Instant lastVisit,
      List<String> changes) {
    Map<String, WorklistMarks.Mark> byAccount =
        marks.stream()
            .collect(Collectors.toMap(WorklistMarks.Mark::accountId, Function.identity()));
    List<WorkItem> items = new ArrayList<>();
    List<Snoozed> snoozed = new ArrayList<>();
    int closed = 0;
    for (WorkItem item : found.stream().sorted(WorkItem.ORDER).toList()) {
      WorklistMarks.Mark mark = byAccount.get(item.line().accountId());
      if (mark == null) {
        items.add(item);
        continue;
      }
      switch (mark.kind()) {
        case SNOOZED -> snoozed.add(new Snoozed(item, mark));
        case CLOSED -> {
          if (item.since().isAfter(mark.markedAt())) {
            items.add(item);
          } else {
            closed++;
          }
        }
        case REOPENED -> items.add(item);
      }
    }
    List<SilentFeed> feeds =
        silent.stream()
            .map(feed -> new SilentFeed(feed.source(), feed.days(), feed.accounts().size()))
            .toList();
    return new Worklist(view.day(), items, snoozed, closed, customers, feeds, lastVisit, changes);
  }

  /** What is due today or was before. */
  public List<WorkItem> today() {
    return items.stream().filter(item -> !item.due().isAfter(day)).toList();
  }

  /** What is due later. */
  public List<WorkItem> later() {
    return items.stream().filter(item -> item.due().isAfter(day)).toList();
  }

  /** The answer in one sentence. */
  public String headline() {
    int today = today().size();
    if (items.isEmpty()) {
      return customers == 0
          ? "There are no customers to look after yet."
          : "Nobody needs you today.";
    }
    if (today == 0) {
      return "Nobody needs you today; "
          + Phrases.count(items.size(), "account does", "accounts do")
          + " soon.";
    }
    long fresh = today().stream().filter(WorkItem::fresh).count();
    return Phrases.count(today, "account needs", "accounts need")
        + " you today"
        + (lastVisit == null || fresh == 0
            ? "."
            : "; " + Phrases.number(fresh) + (fresh == 1 ? " is new." : " are new."));
  }

  /** Minutes that items are likely to take, of those where something comparable was logged. */
  public static long minutes(List<WorkItem> items) {
    return items.stream()
        .map(WorkItem::effort)
        .filter(Objects::nonNull)
        .mapToLong(Effort::minutes)
        .sum();
  }

  /** Yearly revenue of items; null when none has any. */
  public static @Nullable Money atStake(List<WorkItem> items) {
    return items.stream()
        .map(item -> item.line().arr())
        .filter(Objects::nonNull)
        .reduce(Money::plus)
        .orElse(null);
  }
}
