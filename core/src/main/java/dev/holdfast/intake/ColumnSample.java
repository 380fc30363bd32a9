package dev.holdfast.intake;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of a file with the values of its first rows, and what they look like.
 *
 * @param name name of the column
 * @param values the values that are there
 * @param rows how many rows were looked at
 */
record ColumnSample(String name, List<String> values, int rows) {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

  private static final List<String> DATES =
      List.of(
          "yyyy-MM-dd",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "yyyy/MM/dd",
          "dd.MM.yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "d.M.yyyy",
          "dd-MM-yyyy",
          "d MMM yyyy",
          "yyyyMMdd");
  private static final List<String> TIMES =
      List.of(
          "yyyy-MM-dd'T'HH:mm:ss",
          "yyyy-MM-dd HH:mm:ss",
          "yyyy-MM-dd'T'HH:mm",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd'T'HH:mm:ss.SSS",
          "yyyy-MM-dd HH:mm:ss.SSS",
          "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          "yyyy-MM-dd HH:mm:ss.SSSSSS",
          "dd/MM/yyyy HH:mm:ss",
          "dd/MM/yyyy HH:mm",
          "MM/dd/yyyy HH:mm:ss",
          "MM/dd/yyyy HH:mm",
          "d/M/yyyy HH:mm",
          "M/d/yyyy HH:mm",
          "dd.MM.yyyy HH:mm");

  ColumnSample {
    values = List.copyOf(values);
  }

  /** The name in small letters with underscores. */
  String plainName() {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_|_$", "");
  }

  boolean alwaysThere() {
    return values.size() == rows && rows > 0;
  }

  boolean unique() {
    return alwaysThere() && new HashSet<>(values).size() == rows;
  }

  boolean numbers() {
    return !values.isEmpty() && values.stream().allMatch(v -> NUMBER.matcher(v.strip()).matches());
  }

  boolean integers() {
    return !values.isEmpty() && values.stream().allMatch(v -> INTEGER.matcher(v.strip()).matches());
  }

  long distinct() {
    return values.stream().distinct().count();
  }

  /** The formats of dates that fit all values together; none when they are no dates. */
  List<String> dateFormats() {
    return covering(DATES);
  }

  /** The formats of local times that fit all values together; none when they are no times. */
  List<String> timeFormats() {
    return covering(TIMES);
  }

  boolean instants() {
    return !values.isEmpty()
        && values.stream()
            .allMatch(value -> {
              try {
                OffsetDateTime.parse(value.strip());
                return true;
              } catch (DateTimeException e) {
                return false;
              }
            });
  }

  /** Whether day and month cannot be told apart. */
  boolean ambiguous(List<String> formats) {
    return formats.stream().anyMatch(format -> swapped(format).filter(this::fitsAll).isPresent());
  }

  private static Optional<String> swapped(String format) {
    String other =
        format.startsWith("d")
            ? format.replace("dd/MM", "MM/dd").replace("d/M", "M/d")
            : format.replace("MM/dd", "dd/MM").replace("M/d", "d/M");
    return other.equals(format) ? Optional.empty() : Optional.of(other);
  }

  private boolean fitsAll(String format) {
    return values.stream().allMatch(value -> fits(value, format));
  }

  private List<String> covering(List<String> formats) {
    List<String> left = new ArrayList<>(values);
    List<String> chosen = new ArrayList<>();
    // A format that fits everything is better than the first that fits something.
    Optional<String> single = formats.stream().filter(this::fitsAll).findFirst();
    if (!values.isEmpty() && single.isPresent()) {
      return List.of(single.get());
    }
    for (String format : formats) {
      if (chosen.size() < 4 && left.removeIf(value -> fits(value, format))) {
        chosen.add(format);
      }
    }
    return left.isEmpty() ? chosen : List.of();
  }

  private static boolean fits(String value, String format) {
    try {
      DateTimeFormatter.ofPattern(format.replace("yyyy", "uuuu"), Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .parse(value.strip());
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
