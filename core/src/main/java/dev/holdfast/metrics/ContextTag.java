package dev.holdfast.metrics;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * A circumstance of a row that nobody had to be asked for: when it happened where the customer is,
 * and what the calendar says about that day. Each has a few values, which are coded by a number.
 */
public enum ContextTag {
  /** Day of the week where the customer is; 1 for Monday to 7 for Sunday. */
  WEEKDAY("weekday"),
  /** Hour of the day where the customer is, 0 to 23. */
  HOUR("local hour"),
  /** Quarter of the day where the customer is: 0 for the night, and so on. */
  PART_OF_DAY("part of the day"),
  /** 1 on a holiday of the customer's country. */
  HOLIDAY("holiday"),
  /** 1 during a promotion. */
  PROMOTION("promotion"),
  /** 1 during an incident. */
  INCIDENT("incident"),
  /** Days since the last launch began: 0 for up to 6, 1 for 7 to 27, 2 for more. */
  SINCE_LAUNCH("since launch"),
  /** Days since the last release began, in the same steps. */
  SINCE_RELEASE("since release"),
  /** Days since the last incident began, in the same steps. */
  SINCE_INCIDENT("since incident");

  /** Hours in one part of the day. */
  static final int PART_HOURS = 6;

  /** The last day of each step of days since something, but for the last step, which is open. */
  static final List<Integer> LAST_DAYS = List.of(6, 27);

  private static final List<String> PARTS = List.of("night", "morning", "afternoon", "evening");

  private final String title;

  ContextTag(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** Whether a day is enough to know it, without the hour. */
  boolean ofDay() {
    return this != HOUR && this != PART_OF_DAY;
  }

  /** A value for people, such as {@code Friday}. */
  String value(int code) {
    return switch (this) {
      case WEEKDAY -> DayOfWeek.of(code).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case HOUR -> hour(code);
      case PART_OF_DAY -> PARTS.get(code);
      case HOLIDAY, PROMOTION, INCIDENT -> "yes";
      case SINCE_LAUNCH, SINCE_RELEASE, SINCE_INCIDENT -> days(code);
    };
  }

  /** When that is, as the end of a sentence, such as {@code on Fridays}. */
  String phrase(int code) {
    return switch (this) {
      case WEEKDAY -> "on " + value(code) + "s";
      case HOUR -> "from " + hour(code) + " to " + hour(code + 1);
      case PART_OF_DAY -> (code == 0 ? "at " : "in the ") + PARTS.get(code) + partHours(code);
      case HOLIDAY -> "on holidays";
      case PROMOTION -> "during promotions";
      case INCIDENT -> "during incidents";
      case SINCE_LAUNCH -> days(code) + " after a launch";
      case SINCE_RELEASE -> days(code) + " after a release";
      case SINCE_INCIDENT -> days(code) + " after an incident began";
    };
  }

  private static String partHours(int code) {
    return " (" + hour(code * PART_HOURS) + " to " + hour((code + 1) * PART_HOURS) + ")";
  }

  private static String hour(int hour) {
    return String.format(Locale.ROOT, "%02d:00", hour);
  }

  private static String days(int code) {
    int first = code == 0 ? 0 : LAST_DAYS.get(code - 1) + 1;
    return code == LAST_DAYS.size()
        ? first + " days or more"
        : first + " to " + LAST_DAYS.get(code) + " days";
  }
}
