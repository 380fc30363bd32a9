package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import dev.holdfast.intake.ImportReport.Rows;
import dev.holdfast.intake.QuarantinedRow.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in quarantine: listed, corrected, run again once, undone. */
final class QuarantineTests {

  private static final String FILE =
      """
      id,at,account,n
      1,2025-01-01T10:00:00Z,acme,1
      2,2025-01-01T10:00:00Z,acme,many
      3,2025-01-01T10:00:00Z,,1
      4,2025-01-01T10:00:00Z
      """;

  @TempDir Path folder;
  private ImportFixture fixture;
  private Quarantine quarantine;
  private ImportReport first;

  @BeforeEach
  void importThreeBadRows() {
    fixture = new ImportFixture(folder);
    quarantine = fixture.imports.quarantine();
    first = fixture.csv(FILE);
    assertThat(first.rows()).isEqualTo(new Rows(4, 1, 0, 0, 3, 0));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void eachRowNamesFileNumberFieldReasonAndContent() {
    List<QuarantinedRow> rows = quarantine.list(QuarantineFilter.open());
    assertThat(rows)
        .extracting(
            row -> List.of(row.file(), row.row(), row.fact(), row.field(), row.code(), row.says()))
        .containsExactly(
            List.of(
                "visits.csv",
                3L,
                "usage_event",
                "quantity",
                "unreadable",
                "'many' is not a whole number"),
            List.of(
                "visits.csv",
                4L,
                "usage_event",
                "account_id",
                "missing",
                "account_id is missing (from account)"),
            List.of(
                "visits.csv",
                5L,
                "",
                "",
                "wrong_columns",
                "the row has 2 fields, the header has 4"));
    assertThat(rows.getFirst().raw())
        .isEqualTo(Map.of("id", "2", "at", "2025-01-01T10:00:00Z", "account", "acme", "n", "many"));
    assertThat(quarantine.list(QuarantineFilter.open().withCode("missing"))).hasSize(1);
    assertThat(quarantine.list(QuarantineFilter.open().page(rows.getFirst().id(), 1)))
        .containsExactly(rows.get(1));
  }

  @Test
  void aCorrectedRowIsTakenInExactlyOnce() {
    long id = idOf("unreadable");
    quarantine.correct(id, Map.of("n", "7"), "ann");
    List<ImportReport> replayed = quarantine.replay(QuarantineFilter.open(), "ann");
    assertThat(replayed)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.rows()).isEqualTo(new Rows(2, 1, 0, 0, 1, 0));
          assertThat(report.examples())
              .singleElement()
              .satisfies(p -> assertThat(p.row()).isEqualTo(4));
        });
    assertThat(quantities()).containsExactly("1", "7");
    QuarantinedRow taken = quarantine.find(id);
    assertThat(taken.status()).isEqualTo(Status.RESOLVED);
    assertThat(taken.raw()).containsEntry("n", "many");
    assertThat(taken.corrected().orElseThrow()).containsEntry("n", "7");

    quarantine.replay(QuarantineFilter.open(), "ann");
    assertThat(quantities()).containsExactly("1", "7");
    assertThat(fixture.csv(FILE).rows().accepted()).isZero();
    assertThat(quarantine.list(QuarantineFilter.open())).hasSize(2);
    assertThatThrownBy(() -> quarantine.correct(id, Map.of("n", "8"), "ann"))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("does not wait in quarantine any more");
  }

  @Test
  void aRowCorrectedWronglyWaitsWithItsNewReason() {
    long id = idOf("unreadable");
    quarantine.correct(id, Map.of("n", "-1"), "ann");
    quarantine.replay(QuarantineFilter.open().withCode("unreadable"), "ann");
    assertThat(quarantine.find(id).status()).isEqualTo(Status.OPEN);
    assertThat(quarantine.find(id).code()).isEqualTo("out_of_range");
    assertThat(quantities()).containsExactly("1");
  }

  @Test
  void aLineThatWasNoRowIsRunAgainOnlyOnceItsFieldsAreGiven() {
    long id = idOf("wrong_columns");
    assertThat(quarantine.replay(QuarantineFilter.open().withCode("wrong_columns"), "ann"))
        .isEmpty();
    quarantine.correct(
        id, Map.of("id", "4", "at", "2025-01-01T10:00:00Z", "account", "bolt", "n", "4"), "ann");
    quarantine.replay(QuarantineFilter.open().withCode("wrong_columns"), "ann");
    assertThat(quarantine.find(id).status()).isEqualTo(Status.RESOLVED);
    assertThat(quantities()).containsExactly("1", "4");
  }

  @Test
  void aColumnThatTheFileHasNotCannotBeCorrected() {
    assertThatThrownBy(() -> quarantine.correct(idOf("missing"), Map.of("acount", "x"), "ann"))
        .isInstanceOf(HoldfastException.class)
        .hasMessage("There is no column 'acount' in visits.csv; there are [id, at, account, n]");
  }

  @Test
  void undoingAReplayLetsItsRowsWaitAgain() {
    long id = idOf("unreadable");
    quarantine.correct(id, Map.of("n", "7"), "ann");
    ImportReport replay = quarantine.replay(QuarantineFilter.open(), "ann").getFirst();
    fixture.imports.undo(replay.importId().orElseThrow(), "ann");
    assertThat(quantities()).containsExactly("1");
    assertThat(quarantine.find(id).status()).isEqualTo(Status.OPEN);
    assertThat(quarantine.find(id).resolvedBy()).isEmpty();

    quarantine.replay(QuarantineFilter.open(), "ann");
    assertThat(quantities()).containsExactly("1", "7");
    assertThat(quarantine.find(id).status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void undoingAnImportEmptiesItsQuarantineAndTheFileCanComeAgain() {
    fixture.imports.undo(first.importId().orElseThrow(), "ann");
    assertThat(quantities()).isEmpty();
    assertThat(quarantine.list(QuarantineFilter.open())).isEmpty();
    assertThat(quarantine.list(QuarantineFilter.open().withStatus(Status.UNDONE))).hasSize(3);
    assertThatThrownBy(() -> fixture.imports.undo(first.importId().orElseThrow(), "ann"))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("undone already");

    assertThat(fixture.csv(FILE).rows()).isEqualTo(new Rows(4, 1, 0, 0, 3, 0));
    assertThat(quarantine.list(QuarantineFilter.open())).hasSize(3);
  }

  private long idOf(String code) {
    return quarantine.list(QuarantineFilter.open().withCode(code)).getFirst().id();
  }

  private List<String> quantities() {
    return fixture.values(FactType.USAGE_EVENT, "quantity");
  }
}
