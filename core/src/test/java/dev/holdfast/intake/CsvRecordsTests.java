package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The splitting of CSV text, held against a library on text that is sound. */
final class CsvRecordsTests {

  private record Found(long line, List<String> fields) {}

  @Test
  void splitsSoundTextLikeALibraryDoes() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      String text = soundText(new SplittableRandom(seed), seed % 10 == 0 ? 30_000 : 40);
      assertThat(found(text)).as("seed %d", seed).isEqualTo(foundByLibrary(text));
    }
  }

  @Test
  void givesUpOnlyTheLineOfABrokenQuote() throws IOException {
    String text = "1,a\n2,\"b\" c\n3,\"d\n4,\"e\",f\n5,g\n";
    assertThat(lines(text))
        .containsExactly(
            "1 [1, a]", "2 broken 2,\"b\" c", "3 broken 3,\"d", "4 [4, e, f]", "5 [5, g]");
  }

  @Test
  void aQuoteThatIsNeverClosedDoesNotSwallowTheRest() throws IOException {
    assertThat(lines("1,a\n2,\"b\n3,c\n4,d"))
        .containsExactly("1 [1, a]", "2 broken 2,\"b", "3 [3, c]", "4 [4, d]");
  }

  @Test
  void aRowThatSpansLinesBeginsInItsFirst() throws IOException {
    assertThat(lines("1,\"a\r\nb\"\r\n\r\n2,c\r\n")).containsExactly("1 [1, a\r\nb]", "4 [2, c]");
  }

  @Test
  void aFieldMayBeLongerThanTheBuffer() throws IOException {
    String longText = "x".repeat(1_000_000);
    assertThat(found("1," + longText + "\n2,\"" + longText + "\"\n3,y"))
        .containsExactly(
            new Found(1, List.of("1", longText)),
            new Found(2, List.of("2", longText)),
            new Found(3, List.of("3", "y")));
  }

  private static String soundText(SplittableRandom random, int rows) {
    String[] lineEnds = {"\n", "\r\n", "\r"};
    String[] fields = {
      "",
      "a",
      "b c",
      "\"\"",
      "\"x,y\"",
      "\"say \"\"hi\"\"\"",
      "\"two\nlines\"",
      "\"cr\r\nlf\"",
      "in\"side",
      " \"late\"",
      "é€😀",
      "tab\there",
      "\u0002"
    };
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      int width = 1 + random.nextInt(4);
      for (int i = 0; i < width; i++) {
        text.append(i == 0 ? "" : ",").append(fields[random.nextInt(fields.length)]);
      }
      text.append(row == rows - 1 && random.nextBoolean() ? "" : lineEnds[random.nextInt(3)]);
    }
    return text.toString();
  }

  private static List<Found> found(String text) throws IOException {
    List<Found> found = new ArrayList<>();
    CsvRecords records = new CsvRecords(new StringReader(text), ',');
    while (records.next()) {
      assertThat(records.broken()).isFalse();
      found.add(new Found(records.line(), fields(records)));
    }
    return found;
  }

  private static List<Found> foundByLibrary(String text) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .extraFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(de.siegmar.fastcsv.reader.FieldMismatchStrategy.IGNORE)
            .skipEmptyLines(true)
            .ofCsvRecord(text)) {
      return reader.stream()
          .map(row -> new Found(row.getStartingLineNumber(), List.copyOf(row.getFields())))
          .toList();
    }
  }

  private static List<String> lines(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    CsvRecords records = new CsvRecords(new StringReader(text), ',');
    while (records.next()) {
      lines.add(
          records.line()
              + " "
              + (records.broken() ? "broken " + records.text() : fields(records).toString()));
    }
    return lines;
  }

  private static List<String> fields(CsvRecords record) {
    return IntStream.range(0, record.fields()).mapToObj(record::field).toList();
  }
}
