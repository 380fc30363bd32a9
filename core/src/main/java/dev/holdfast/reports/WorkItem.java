package dev.holdfast.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account that needs a look, with its reasons.
 *
 * @param findings why, the strongest first; at least one
 * @param effort how long it is likely to take; null when nothing comparable was ever logged
 * @param fresh whether a reason came up after the reader's last visit
 */
public record WorkItem(
    AccountLine line, List<Finding> findings, @Nullable Effort effort, boolean fresh) {

  /**
   * What is due first, then what weighs most, then where most revenue is at stake, then by name.
   */
  static final Comparator<WorkItem> ORDER =
      Comparator.comparing(WorkItem::due)
          .thenComparing(Comparator.comparingInt(WorkItem::weight).reversed())
          .thenComparing(Comparator.<WorkItem>comparingLong(i -> i.line().arrMinor()).reversed())
          .thenComparing(item -> item.line().account().name())
          .thenComparing(item -> item.line().accountId());

  public WorkItem {
    findings = List.copyOf(findings);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("work without a reason");
    }
  }

  /** The reason that is shown first. */
  public Finding first() {
    return findings.getFirst();
  }

  /** The other reasons. */
  public List<Finding> others() {
    return findings.subList(1, findings.size());
  }

  /** The earliest day on which one of the reasons is due. */
  public LocalDate due() {
    return findings.stream().map(Finding::due).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** When the newest of its reasons came about. */
  public Instant since() {
    return findings.stream().map(Finding::since).max(Comparator.naturalOrder()).orElseThrow();
  }

  int weight() {
    return findings.stream().mapToInt(finding -> finding.kind().weight()).sum();
  }
}
