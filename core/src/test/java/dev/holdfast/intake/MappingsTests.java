package dev.holdfast.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in a mapping is named with file, place and what to write instead. */
final class MappingsTests {

  private static final String GOOD = ImportFixture.visits("csv");

  @TempDir Path folder;

  @Test
  void anUnknownKeyIsNamedWithItsLineAndThePossibleOnes() {
    refused(GOOD.replace("source: crm", "sauce: crm"))
        .hasMessage(
            "test.yaml, line 4: there is no key 'sauce'; possible are [facts, file, lookups,"
                + " mapping, skip, source, version, zone]");
    refused(GOOD.replace("fields:", "filds:"))
        .hasMessageContaining("test.yaml, line 7: there is no key 'filds'")
        .hasMessageContaining("fields");
    refused(GOOD.replace("format:", "fromat:")).hasMessageContaining("test.yaml, line 3");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    refused(GOOD + "source: other\n")
        .hasMessageContaining("test.yaml, line")
        .hasMessageContaining("source");
  }

  @Test
  void whatIsMissingIsNamedWithItsMeaning() {
    refused(GOOD.replace("source: crm\n", ""))
        .hasMessage("test.yaml: 'source' is missing: the source of the facts");
    refused(GOOD.replace("      account_id: account\n", ""))
        .hasMessage(
            "test.yaml: usage_event: these fields are required and not mapped: [account_id]");
    refused(GOOD.replace("      fact_id: id\n", ""))
        .hasMessageContaining("an event needs 'fact_id'");
    refused("mapping: m\nsource: s\nfacts: []\n").hasMessageContaining("'facts' is empty");
  }

  @Test
  void anUnknownFactOrFieldIsNamedWithThePossibleOnes() {
    refused(GOOD.replace("usage_event", "usage_evnt"))
        .hasMessageStartingWith(
            "test.yaml: There is no fact called 'usage_evnt'. There are: account,");
    refused(GOOD.replace("account_id: account", "acount_id: account"))
        .hasMessageStartingWith(
            "test.yaml: A usage_event has no field 'acount_id'. It has: account_id,");
  }

  @Test
  void aWrongTypeInTheYamlIsNamedWithItsLine() {
    refused(GOOD.replace("version: 1", "version: one"))
        .hasMessageStartingWith("test.yaml, line 2: ");
    refused(GOOD.replace("quantity: integer(n)", "quantity: [1, 2]"))
        .hasMessage("test.yaml: usage_event.quantity must be an expression");
  }

  @Test
  void howTheFileIsWrittenIsChecked() {
    refused(ImportFixture.visits("xls"))
        .hasMessage("test.yaml: file.format must be csv, jsonl or parquet, not 'xls'");
    refused(ImportFixture.visits("csv, encoding: utf-77"))
        .hasMessageContaining("'utf-77' is not known");
    refused(ImportFixture.visits("csv, delimiter: ';;'"))
        .hasMessageContaining("file.delimiter must be one character");
    refused(ImportFixture.visits("csv, delimiter: '\"'"))
        .hasMessageContaining("file.delimiter must be one character");
    refused(GOOD + "zone: Mars/Olympus\n").hasMessageContaining("write it like Europe/London");
  }

  @Test
  void aMistakeInAnExpressionIsNamedWithItsFieldAndPlace() {
    refusedByFile(GOOD.replace("instant(at)", "instant(when)"))
        .hasMessageStartingWith("usage_event.occurred_at: Expression `instant(when)`, column 9:")
        .hasMessageContaining("there is no name")
        .hasMessageContaining("Names: account, at, id, n");
    refusedByFile(GOOD.replace("integer(n)", "integer(n"))
        .hasMessageStartingWith("usage_event.quantity: Expression `integer(n`");
    refusedByFile(GOOD.replace("integer(n)", "n"))
        .hasMessageStartingWith("usage_event.quantity: Expression `n`");
    refusedByFile(GOOD.replace("instant(at)", "at"))
        .hasMessage(
            "usage_event.occurred_at: `at` must be a date or an instant: use date(...) or instant(...)");
  }

  private static AbstractThrowableAssert<?, ?> refused(String mapping) {
    return badDefinition(assertThatThrownBy(() -> Mappings.parse(mapping, "test.yaml")));
  }

  /** Expressions are compiled against the columns of a file. */
  private AbstractThrowableAssert<?, ?> refusedByFile(String mapping) {
    try (ImportFixture fixture = new ImportFixture(folder)) {
      Path file = fixture.file("visits.csv", "id,at,account,n\n");
      return badDefinition(assertThatThrownBy(() -> fixture.run(file, mapping)));
    }
  }

  private static AbstractThrowableAssert<?, ?> badDefinition(
      AbstractThrowableAssert<?, ?> refusal) {
    refusal.isInstanceOfSatisfying(
        HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DEFINITION));
    return refusal;
  }
}
