package dev.holdfast.web.parts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Survival as steps: the share still there after a time, with its interval, the times at which
 * somebody was last seen, and how many were at risk below each mark of the axis.
 *
 * @param label what it shows, in a sentence
 * @param curves at most five, the one that matters first
 * @param timeUnit what time is counted in, such as "months"
 */
public record SurvivalChart(String label, List<Curve> curves, String timeUnit) implements Chart {

  private static final int MOST_CURVES = 5;
  private static final double WIDTH = 820;
  private static final double TOP = 14;
  private static final double BOTTOM = 234;
  private static final double LEAST_LEFT = 60;
  private static final double ROW = 16;

  /**
   * One group of accounts.
   *
   * @param name how the group is called
   * @param steps where the curve falls, in order of time
   * @param atRisk how many were at risk, in order of time
   * @param censored times at which somebody was last seen, still there
   */
  public record Curve(String name, List<Step> steps, List<AtRisk> atRisk, List<Double> censored) {

    public Curve {
      steps = List.copyOf(steps);
      atRisk = List.copyOf(atRisk);
      censored = List.copyOf(censored);
    }
  }

  /** From this time on this share is still there. */
  public record Step(double time, double share, double low, double high) {}

  /** How many were at risk just before a time. */
  public record AtRisk(double time, long n) {}

  public SurvivalChart {
    curves = List.copyOf(curves);
    if (curves.isEmpty() || curves.size() > MOST_CURVES) {
      throw new IllegalArgumentException("between one and five curves, not " + curves.size());
    }
  }

  @Override
  public Drawing drawing() {
    double names = curves.stream().mapToDouble(c -> Svg.widthOf(c.name())).max().orElse(0);
    double left = Math.max(LEAST_LEFT, names + 30);
    double right = WIDTH - 24 - names;
    double longest =
        curves.stream().flatMap(c -> c.steps().stream()).mapToDouble(Step::time).max().orElse(1);
    Scale time = Scale.round(0, Math.max(longest, 1), 8, left, right);
    Scale share = new Scale(0, 1, BOTTOM, TOP, 0.25);
    Svg svg = new Svg(WIDTH, BOTTOM + 40 + ROW * (curves.size() + 1), label);
    for (double tick : share.ticks()) {
      svg.line("grid", left, share.place(tick), right, share.place(tick));
      svg.text("", left - 8, share.place(tick) + 4, "end", Words.percent(tick, 0));
    }
    for (double tick : time.ticks()) {
      svg.text("", time.place(tick), BOTTOM + 16, "middle", Words.number(tick, 1));
    }
    svg.text("", right + 12, BOTTOM + 16, "start", timeUnit);
    List<Double> labels = labelPlaces(share);
    for (int i = 0; i < curves.size(); i++) {
      svg.group("hue" + i);
      drawCurve(svg, curves.get(i), time, share, right);
      svg.text("strong", right + 10, labels.get(i), "start", curves.get(i).name());
      svg.endGroup();
    }
    drawAtRisk(svg, time);
    return svg.done();
  }

  private static void drawCurve(Svg svg, Curve curve, Scale time, Scale share, double right) {
    StringBuilder line = new StringBuilder("M").append(Svg.point(time.place(0), share.place(1)));
    StringBuilder upper = new StringBuilder(line);
    List<String> lower = new ArrayList<>(List.of(Svg.point(time.place(0), share.place(1))));
    double low = 1;
    for (Step step : curve.steps()) {
      String x = "H" + Svg.number(time.place(step.time()));
      line.append(x).append('V').append(Svg.number(share.place(step.share())));
      upper.append(x).append('V').append(Svg.number(share.place(step.high())));
      lower.add(Svg.point(time.place(step.time()), share.place(low)));
      low = step.low();
      lower.add(Svg.point(time.place(step.time()), share.place(low)));
    }
    lower.add(Svg.point(right, share.place(low)));
    String end = "H" + Svg.number(right);
    svg.path("soft", upper + end + " L" + String.join(" L", lower.reversed()) + "Z");
    svg.path("main", line + end);
    for (double censored : curve.censored()) {
      double y = share.place(shareAt(curve, censored));
      svg.line("cens", time.place(censored), y - 4, time.place(censored), y + 4);
    }
  }

  private static double shareAt(Curve curve, double time) {
    double share = 1;
    for (Step step : curve.steps()) {
      if (step.time() <= time) {
        share = step.share();
      }
    }
    return share;
  }

  /** Where each curve's name goes: at its end, moved apart where two would overlap. */
  private List<Double> labelPlaces(Scale share) {
    Double[] places = new Double[curves.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      places[i] = share.place(shareAt(curves.get(i), Double.MAX_VALUE)) + 4;
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> places[i]));
    for (int i = 1; i < order.size(); i++) {
      places[order.get(i)] = Math.max(places[order.get(i)], places[order.get(i - 1)] + 14);
    }
    return List.of(places);
  }

  private void drawAtRisk(Svg svg, Scale time) {
    double y = BOTTOM + 40;
    svg.text("strong", 0, y, "start", "At risk");
    for (Curve curve : curves) {
      y += ROW;
      svg.text("", 0, y, "start", curve.name());
      for (double tick : time.ticks()) {
        svg.text("", time.place(tick), y, "middle", Words.number(atRiskAt(curve, tick)));
      }
    }
  }

  /** How many were at risk just before a time: those who were so at the next time that is known. */
  private static long atRiskAt(Curve curve, double time) {
    return curve.atRisk().stream()
        .filter(at -> at.time() >= time)
        .findFirst()
        .map(AtRisk::n)
        .orElse(0L);
  }

  @Override
  public List<String> columns() {
    return List.of("Group", "After " + timeUnit, "Still there", "95 % interval");
  }

  @Override
  public List<List<String>> rows() {
    return curves.stream()
        .flatMap(curve ->
            curve.steps().stream()
                .map(step ->
                    List.of(
                        curve.name(),
                        Words.number(step.time(), 2),
                        Words.percent(step.share(), 2),
                        Words.interval(
                            Words.percent(step.low(), 2), Words.percent(step.high(), 2)))))
        .toList();
  }

  @Override
  public List<String> fields() {
    return List.of("group", timeUnit, "share", "low", "high", "at_risk", "censored");
  }

  /**
   * One record for each time that is known of: where the curve falls, or somebody was last seen.
   */
  @Override
  public List<List<String>> records() {
    return curves.stream()
        .flatMap(curve -> curve.atRisk().stream().map(at -> record(curve, at)))
        .toList();
  }

  private static List<String> record(Curve curve, AtRisk at) {
    Step reached = new Step(0, 1, 1, 1);
    for (Step step : curve.steps()) {
      if (step.time() <= at.time()) {
        reached = step;
      }
    }
    return List.of(
        curve.name(),
        Words.exact(at.time()),
        Words.exact(reached.share()),
        Words.exact(reached.low()),
        Words.exact(reached.high()),
        Long.toString(at.n()),
        curve.censored().contains(at.time()) ? "yes" : "no");
  }
}
