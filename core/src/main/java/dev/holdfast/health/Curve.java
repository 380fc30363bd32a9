package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.util.List;
import java.util.stream.Collectors;

/** How an input becomes points from 0 to 100. */
public sealed interface Curve {

  /** Points of an input, in thousandths. */
  int thousandths(double input);

  /** The points from the smallest input to the largest, in thousandths. */
  List<Integer> heights();

  /** The curve in one line. */
  String words();

  /**
   * A corner of a curve.
   *
   * @param points in thousandths
   */
  record Corner(double input, int points) {}

  /** Straight lines between corners; before the first and after the last the points stay. */
  record Linear(List<Corner> corners) implements Curve {
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
  record Steps(List<Corner> steps, int beyond) implements Curve {
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
      List<Integer> heights =
          new java.util.ArrayList<>(steps.stream().map(Corner::points).toList());
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

  private static void checkHeight(int points) {
    if (points < 0 || points > Points.MOST) {
      throw wrong("points must lie between 0 and 100, not " + Points.text(points));
    }
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}
