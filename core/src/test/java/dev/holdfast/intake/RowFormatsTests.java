package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import dev.holdfast.intake.ImportReport.FactCounts;
import dev.holdfast.intake.ImportReport.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON lines and Parquet end like CSV does; a dry run says the same and stores nothing. */
final class RowFormatsTests {

  private static final String LINES =
      """
      {"id": 1, "at": "2025-01-01T10:00:00Z", "account": "acme", "n": 1, "more": {"page": "/a"}}

      {"id": 2, "at": "2025-01-01T10:00:00Z", "account": "acme", "n": "many"}
      {"id": 1, "at": "2025-01-01T10:00:00Z", "account": "acme", "n": 1, "more": {"page": "/a"}}
      {"id": 3, "at":
      [4]
      {"id": 5, "at": "2025-01-01T10:00:00Z", "account": null, "n": 1}
      {"id": 1, "at": "2025-01-01T10:00:00Z", "account": "other", "n": 1}
      {"id": 6, "at": "2025-01-01T10:00:00+02:00", "account": "bolt \\"x\\"", "n": 12}
      """;

  private static final String JSON_MAPPING =
      ImportFixture.visits("jsonl") + "      properties: { page: \"row['more.page']\" }\n";

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
  void jsonLinesEndAcceptedDuplicateOrQuarantined() {
    ImportReport report = fixture.run(fixture.file("visits.jsonl", LINES), JSON_MAPPING);
    assertThat(report.rows()).isEqualTo(new Rows(8, 2, 1, 0, 5, 0));
    assertThat(ImportFixture.problems(report))
        .containsExactly(
            "3: unreadable quantity",
            "5: bad_json",
            "6: bad_json",
            "7: missing account_id",
            "8: id_conflict fact_id");
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id"))
        .containsExactly("acme", "bolt \"x\"");
    assertThat(fixture.values(FactType.USAGE_EVENT, "properties"))
        .containsExactly("{\"page\":\"/a\"}", "{}");
    assertThat(fixture.values(FactType.USAGE_EVENT, "occurred_at").get(1)).contains("08:00");
  }

  @Test
  void packedJsonLinesAreUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(LINES.getBytes(StandardCharsets.UTF_8));
    }
    Path file = fixture.file("visits.jsonl.gz", packed.toByteArray());
    assertThat(fixture.run(file, JSON_MAPPING).rows()).isEqualTo(new Rows(8, 2, 1, 0, 5, 0));
    assertThat(Suggestion.forFile(file)).contains("format: jsonl");
  }

  @Test
  void jsonThatIsNotUtf8IsQuarantined() {
    byte[] latin =
        "{\"id\": 1, \"at\": \"2025-01-01T10:00:00Z\", \"account\": \"caf\u00e9\", \"n\": 1}\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    ImportReport report =
        fixture.run(fixture.file("latin.jsonl", latin), ImportFixture.visits("jsonl"));
    assertThat(ImportFixture.problems(report)).containsExactly("1: bad_encoding");
  }

  @Test
  void parquetRowsAreNumberedFromOne() {
    ImportReport report = fixture.run(parquet(), ImportFixture.visits("parquet"));
    assertThat(report.rows()).isEqualTo(new Rows(5, 2, 1, 0, 2, 0));
    assertThat(ImportFixture.problems(report))
        .containsExactly("2: missing account_id", "5: out_of_range quantity");
    assertThat(fixture.values(FactType.USAGE_EVENT, "account_id")).containsExactly("acme", "bolt");
    assertThat(fixture.imports.quarantine().list(QuarantineFilter.open()).get(1).raw())
        .containsEntry("id", "4")
        .containsEntry("n", "-1");
  }

  @Test
  void parquetThatCameBeforeIsDuplicate() {
    fixture.run(parquet(), ImportFixture.visits("parquet"));
    ImportReport again = fixture.run(parquet(), ImportFixture.visits("parquet"));
    assertThat(again.rows()).isEqualTo(new Rows(5, 0, 3, 0, 2, 0));
    assertThat(fixture.imports.quarantine().list(QuarantineFilter.open())).hasSize(2);
  }

  private Path parquet() {
    Path file = folder.resolve("visits.parquet");
    fixture.warehouse.read(sql ->
        sql.execute(
            "copy (select * from (values (1, timestamptz '2025-01-01 10:00:00+00', 'acme', 1),"
                + " (2, timestamptz '2025-01-01 10:00:00+00', '', 1),"
                + " (1, timestamptz '2025-01-01 10:00:00+00', 'acme', 1),"
                + " (3, timestamptz '2025-01-01 10:00:00+00', 'bolt', 7),"
                + " (4, timestamptz '2025-01-01 10:00:00+00', 'bolt', -1))"
                + " t(id, \"at\", account, n)) to {0} (format parquet)",
            DSL.inline(file.toString())));
    return file;
  }

  @Test
  void aDryRunSaysWhatWouldBeCreatedUnchangedDuplicateAndRejected() {
    String mapping =
        ImportFixture.visits("csv")
            + """
              - fact: account
                when: "!blank(account)"
                fields: { account_id: account, name: account }
            """;
    String header = "id,at,account,n\n";
    fixture.run(fixture.file("first.csv", header + "1,2025-01-01T10:00:00Z,acme,1\n"), mapping);
    Path file =
        fixture.file(
            "second.csv",
            header
                + "1,2025-01-01T10:00:00Z,acme,1\n"
                + "2,2025-01-01T10:00:00Z,acme,1\n"
                + "3,2025-01-01T10:00:00Z,bolt,1\n"
                + "3,2025-01-01T10:00:00Z,bolt,1\n"
                + "4,2025-01-01T10:00:00Z,core,x\n"
                + "5,,acme,1\n");
    ImportReport dry = fixture.dryRun(file, mapping);
    assertThat(dry.dryRun()).isTrue();
    assertThat(dry.rows()).isEqualTo(new Rows(6, 2, 2, 0, 2, 0));
    assertThat(dry.facts())
        .containsEntry(FactType.USAGE_EVENT, new FactCounts(2, 0, 2, 2))
        .containsEntry(FactType.ACCOUNT, new FactCounts(1, 2, 1, 2));
    assertThat(fixture.values(FactType.USAGE_EVENT, "fact_id")).containsExactly("1");
    assertThat(fixture.imports.list()).hasSize(1);
    assertThat(fixture.imports.quarantine().list(QuarantineFilter.open())).isEmpty();

    ImportReport wet = fixture.run(file, mapping);
    assertThat(wet.rows()).isEqualTo(dry.rows());
    assertThat(wet.facts()).isEqualTo(dry.facts());
    assertThat(fixture.values(FactType.ACCOUNT, "fact_id"))
        .containsExactly("acme@1.2.2", "bolt@2.4.2");
  }
}
