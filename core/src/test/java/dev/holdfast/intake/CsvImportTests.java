package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.ImportReport.Rows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of CSV files as people really have them. */
final class CsvImportTests {

  private static final String HEADER = "id,at,account,n\n";
  private static final String GOOD = "1,2025-01-01T10:00:00Z,acme,1\n";

  @TempDir Path folder;
  private ImportFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ImportFixture(folder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aBrokenQuoteCostsItsRowOnly() {
    ImportReport report =
        fixture.csv(
            HEADER
                + GOOD
                + "2,2025-01-01T10:00:00Z,\"acme\" inc,1\n"
                + "3,2025-01-01T10:00:00Z,\"acme,1\n"
                + "4,2025-01-01T10:00:00Z,\"ac\"\"me\",1\n");
    assertThat(report.rows()).isEqualTo(new Rows(4, 2, 0, 0, 2, 0));
    assertThat(ImportFixture.problems(report)).containsExactly("3: bad_quotes", "4: bad_quotes");
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id"))
        .containsExactly("acme", "ac\"me");
    assertThat(fixture.imports.quarantine().list(QuarantineFilter.open()).getFirst().raw())
        .containsEntry("_line", "2,2025-01-01T10:00:00Z,\"acme\" inc,1");
  }

  @Test
  void shortAndLongRowsAreQuarantinedWithWhatWasFound() {
    ImportReport report = fixture.csv(HEADER + "1,x\n" + GOOD + "\n1,2,3,4,5\n");
    assertThat(report.rows()).isEqualTo(new Rows(3, 1, 0, 0, 2, 0));
    assertThat(ImportFixture.problems(report))
        .containsExactly("2: wrong_columns", "5: wrong_columns");
    assertThat(report.examples().get(1).says()).isEqualTo("the row has 5 fields, the header has 4");
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsAreNoContent() {
    ImportReport report = fixture.csv("\uFEFF" + (HEADER + GOOD).replace("\n", "\r\n"));
    assertThat(report.rows()).isEqualTo(new Rows(1, 1, 0, 0, 0, 0));
    assertThat(fixture.values(FactType.USAGE_EVENT, "fact_id")).containsExactly("1");
    assertThat(fixture.values(FactType.USAGE_EVENT, "quantity")).containsExactly("1");
  }

  @Test
  void lineEndsAndControlCharactersInsideFieldsAreKept() {
    String account = "a\r\nb,\u0001\"c\td\u0000";
    ImportReport report =
        fixture.csv(
            HEADER
                + "1,2025-01-01T10:00:00Z,\""
                + account.replace("\"", "\"\"")
                + "\",1\n2,2025-01-01T10:00:00Z,\u0001,bad\n");
    assertThat(ImportFixture.problems(report)).containsExactly("4: unreadable quantity");
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id")).containsExactly(account);
    assertThat(fixture.imports.quarantine().list(QuarantineFilter.open()).getFirst().raw())
        .containsEntry("account", "\u0001");
  }

  @Test
  void anEmptyFileIsRefusedAndAHeaderAloneIsNot() {
    assertThatThrownBy(() -> fixture.csv(""))
        .isInstanceOf(HoldfastException.class)
        .hasMessage("visits.csv is empty");
    assertThat(fixture.csv(HEADER).rows()).isEqualTo(new Rows(0, 0, 0, 0, 0, 0));
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatThrownBy(() -> fixture.csv("id,at,account,n, id\n"))
        .isInstanceOf(HoldfastException.class)
        .hasMessage("visits.csv has two columns called 'id'");
  }

  @Test
  void bytesThatAreNotUtf8AreQuarantinedWithTheirColumn() {
    byte[] latin =
        (HEADER + "1,2025-01-01T10:00:00Z,caf\u00e9,1\n").getBytes(StandardCharsets.ISO_8859_1);
    ImportReport report =
        fixture.run(fixture.file("latin.csv", latin), ImportFixture.visits("csv"));
    assertThat(ImportFixture.problems(report)).containsExactly("2: bad_encoding");
    assertThat(report.examples().getFirst().says())
        .isEqualTo("account has characters that are not UTF-8");
    ImportReport known =
        fixture.run(
            fixture.file("latin.csv", latin), ImportFixture.visits("csv, encoding: ISO-8859-1"));
    assertThat(known.rows().accepted()).isEqualTo(1);
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id")).containsExactly("caf\u00e9");
  }

  @Test
  void aFieldOfAMegabyteIsTakenIn() {
    String account = "x".repeat(1 << 20);
    ImportReport report =
        fixture.csv(HEADER + GOOD.replace("acme", account) + "2,2025-01-01T10:00:00Z,b,x\n");
    assertThat(report.rows()).isEqualTo(new Rows(2, 1, 0, 0, 1, 0));
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id")).containsExactly(account);
  }

  @Test
  void aLineThatNeverEndsIsRefused() {
    String endless = "x".repeat(40_000_000);
    assertThatThrownBy(() -> fixture.csv(HEADER + endless))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("line 2 is longer than");
  }

  @Test
  void emptyTextIsNothingOnlyWhereTheMappingSaysSo() {
    String rows = HEADER + "1,2025-01-01T10:00:00Z,,1\n2,2025-01-01T10:00:00Z,\"\",NA\n";
    String mapping =
        ImportFixture.visits("csv, missing: [NA]")
            .replace("account_id: account", "account_id: \"'[' + account + ']'\"");
    ImportReport report = fixture.run(fixture.file("visits.csv", rows), mapping);
    assertThat(ImportFixture.problems(report)).containsExactly("3: missing quantity");
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id")).containsExactly("[]");
  }

  @Test
  void aPackedFileIsUnpacked() throws java.io.IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (var out = new java.util.zip.GZIPOutputStream(packed)) {
      out.write((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
    }
    Path file = fixture.file("visits.csv.gz", packed.toByteArray());
    assertThat(fixture.run(file, ImportFixture.visits("csv")).rows().accepted()).isEqualTo(1);
    assertThat(Suggestion.forFile(file)).contains("format: csv", "account_id: account");
    assertThatThrownBy(() ->
            fixture.run(
                fixture.file("torn.csv.gz", "no gz".getBytes(StandardCharsets.UTF_8)),
                ImportFixture.visits("csv")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("Cannot read");
  }
}
