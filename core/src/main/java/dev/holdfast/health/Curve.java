package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an input becomes points from 0 to 100. */
public sealed interface Curve {

  /** The curve in one line. */
  String words();

  /** The curve for an account that has been a customer for so many days. */
  Simple at(long daysAsCustomer);

  /** The curves it is made of. */
  List<Simple> parts();

  /** A curve that is the same for accounts of any age. */
  sealed interface Simple extends Curve {

    @Override
    default Simple at(long daysAsCustomer) {
      return this;
    }

    @Override
    default List<Simple> parts() {
      return List.of(this);
    }
  }

  /** A curve whose points follow from the input alone. */
  sealed interface Fixed extends Simple {

    /** Points of an input, in thousandths. */
    int thousandths(double input);

    /** The points from the smallest input to the largest, in thousandths. */
    List<Integer> heights();
  }

  /**
   * A corner of a curve.
   *
   * @param points in thousandths
   */
  record Corner(double input, int points) {}

  /** Straight lines between corners; before the first and after the last the points stay. */
  record Linear(List<Corner> corners) implements Fixed {
    public Linear {
      corners = List.copyOf(corners);
      if (corners.size() < 2) {
        throw wrong("a line needs two points or more");
      }
      for (int i = 1; i < corners.size(); i++) {
        if (!(corners.get(i).input() > corners.get(i - 1).input())) {
          throw wrong("inputs must increase from point to point");
        }
      }
      corners.forEach(corner -> checkHeight(corner.points()));
    }

    @Override
    public int thousandths(double input) {
      if (input <= corners.getFirst().input()) {
        return corners.getFirst().points();
      }
      for (int i = 1; i < corners.size(); i++) {
        Corner left = corners.get(i - 1);
        Corner right = corners.get(i);
        if (input < right.input()) {
          double along = (input - left.input()) / (right.input() - left.input());
          return (int) Math.round(left.points() + along * (right.points() - left.points()));
        }
      }
      return corners.getLast().points();
    }

    @Override
    public List<Integer> heights() {
      return corners.stream().map(Corner::points).toList();
    }

    @Override
    public String words() {
      return corners.stream()
          .map(corner -> Numbers.plain(corner.input()) + " gives " + Points.text(corner.points()))
          .collect(Collectors.joining(", ", "straight lines: ", ""));
    }
  }

  /**
   * Steps: an input takes the points of the first step whose edge lies above it.
   *
   * @param steps edges that increase, each with the points of the inputs below it
   * @param beyond points of the last edge and everything above, in thousandths
   */
  record Steps(List<Corner> steps, int beyond) implements Fixed {
    public Steps {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw wrong("a step table needs an edge");
      }
      for (int i = 1; i < steps.size(); i++) {
        if (!(steps.get(i).input() > steps.get(i - 1).input())) {
          throw wrong("edges must increase from step to step");
        }
      }
      steps.forEach(step -> checkHeight(step.points()));
      checkHeight(beyond);
    }

    @Override
    public int thousandths(double input) {
      for (Corner step : steps) {
        if (input < step.input()) {
          return step.points();
        }
      }
      return beyond;
    }

    @Override
    public List<Integer> heights() {
      List<Integer> heights = new ArrayList<>(steps.stream().map(Corner::points).toList());
      heights.add(beyond);
      return List.copyOf(heights);
    }

    @Override
    public String words() {
      return steps.stream()
          .map(step -> "below " + Numbers.plain(step.input()) + " " + Points.text(step.points()))
          .collect(Collectors.joining(", ", "steps: ", ", from there on " + Points.text(beyond)));
    }
  }

  /**
   * The share of comparable accounts that an account is better than, times 100; see {@link
   * Reference}. The measure's direction says which way is better.
   */
  record Percentile(Among among) implements Simple {

    @Override
    public String words() {
      return "percentile among the accounts of the "
          + (among == Among.PROFILE ? "profile" : "same " + among.word())
          + " at the end of the month before";
    }
  }

  /** A curve for each age of an account. */
  record ByAge(List<Span> spans) implements Curve {

    /**
     * Accounts of one age.
     *
     * @param from first day as a customer on which the curve counts; it counts up to the next span
     */
    public record Span(int from, Simple curve) {}

    public ByAge {
      spans = List.copyOf(spans);
      if (spans.isEmpty() || spans.getFirst().from() != 0) {
        throw wrong("the first age must be from: 0, so that no account is without a curve");
      }
      for (int i = 1; i < spans.size(); i++) {
        if (spans.get(i).from() <= spans.get(i - 1).from()) {
          throw wrong("ages must increase from span to span");
        }
      }
    }

    @Override
    public Simple at(long daysAsCustomer) {
      return spans.get(index(daysAsCustomer)).curve();
    }

    private int index(long daysAsCustomer) {
      int index = spans.size() - 1;
      while (index > 0 && daysAsCustomer < spans.get(index).from()) {
        index--;
      }
      return index;
    }

    /** The ages that one curve is for: {@code from day 60 to 179}. */
    String age(long daysAsCustomer) {
      int index = index(daysAsCustomer);
      String from = "from day " + spans.get(index).from();
      return index == spans.size() - 1
          ? from + " on"
          : from + " to " + (spans.get(index + 1).from() - 1);
    }

    @Override
    public List<Simple> parts() {
      return spans.stream().map(Span::curve).toList();
    }

    @Override
    public String words() {
      return spans.stream()
          .map(span -> age(span.from()) + " as a customer " + span.curve().words())
          .collect(Collectors.joining("; "));
    }
  }

  /** Whether the points of some account depend on other accounts. */
  default boolean compares() {
    return parts().stream().anyMatch(part -> part instanceof Percentile);
  }

  /** The curves in it whose points follow from the input alone. */
  default Stream<Fixed> fixed() {
    return parts().stream().filter(Fixed.class::isInstance).map(Fixed.class::cast);
  }

  private static void checkHeight(int points) {
    if (points < 0 || points > Points.MOST) {
      throw wrong("points must lie between 0 and 100, not " + Points.text(points));
    }
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}
