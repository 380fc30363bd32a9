package dev.holdfast.signals;

import dev.holdfast.health.Band;
import dev.holdfast.signals.AccountEvidence.AnswerPoint;
import dev.holdfast.signals.AccountEvidence.CompanyEvidence;
import dev.holdfast.signals.AccountEvidence.Departure;
import dev.holdfast.signals.AccountEvidence.Reached;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Evidence of one account for tests of what detectors say. */
final class Evidence {

  static final Customer CUSTOMER = new Customer("acme", "Acme", "anna", "GB", "EMEA");
  static final DayPoint.Edges EDGES = new DayPoint.Edges(50, 70);

  private final List<DayPoint> days;
  private LocalDate firstScored;
  private NavigableMap<LocalDate, Long> use = new TreeMap<>();
  private List<UsageWeek> weeks = List.of();
  private List<AnswerPoint> answers = List.of();
  private List<Departure> departures = List.of();
  private List<Reached> milestones = List.of();
  private List<LocalDate> guided = List.of();
  private Gaps gaps = Gaps.none();
  private SortedMap<LocalDate, Double> liveliness = new TreeMap<>();

  private Evidence(List<DayPoint> days) {
    this.days = days;
    this.firstScored = days.getFirst().day().minusDays(100);
  }

  static Evidence of(List<DayPoint> days) {
    return new Evidence(days);
  }

  /** Days in a row with scores, known for long. */
  static Evidence scores(LocalDate first, double... scores) {
    List<DayPoint> days = new java.util.ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      days.add(day(first.plusDays(i), scores[i]));
    }
    return of(days);
  }

  static DayPoint day(LocalDate day, double score) {
    Band band = score < 50 ? Band.AT_RISK : score < 70 ? Band.WATCH : Band.HEALTHY;
    return new DayPoint(day, score, band, EDGES, 8, 10, 1, 0, 200, 1_000_00, "EUR");
  }

  Evidence firstScored(LocalDate day) {
    firstScored = day;
    return this;
  }

  Evidence use(NavigableMap<LocalDate, Long> days, SortedMap<LocalDate, Double> lively) {
    use = days;
    liveliness = lively;
    return this;
  }

  Evidence weeks(List<UsageWeek> list) {
    weeks = list;
    return this;
  }

  Evidence answers(List<AnswerPoint> list) {
    answers = list;
    return this;
  }

  Evidence departures(List<Departure> list) {
    departures = list;
    return this;
  }

  Evidence milestones(List<Reached> list, List<LocalDate> guidance) {
    milestones = list;
    guided = guidance;
    return this;
  }

  Evidence gaps(Gaps some) {
    gaps = some;
    return this;
  }

  AccountEvidence build() {
    return new AccountEvidence(
        CUSTOMER,
        days.getLast().day(),
        days,
        firstScored,
        use,
        weeks,
        answers,
        departures,
        milestones,
        guided,
        new CompanyEvidence(gaps, liveliness));
  }
}
