package dev.holdfast.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.holdfast.base.Clocks;
import dev.holdfast.base.HoldfastException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change is stored whole or not at all, whatever went wrong before it. */
class WarehouseTests {

  private final Warehouse warehouse =
      Warehouse.inMemory(Clocks.settable(Instant.parse("2026-01-01T00:00:00Z")));

  @BeforeEach
  void makeTable() {
    warehouse.write(
        writer -> writer.sql().execute("create table thing (id bigint, check (id < 100))"));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private int things() {
    return warehouse.read(sql -> sql.fetchCount(table(name("thing"))));
  }

  private static boolean append(Writer writer, long id) {
    try (Appender rows = writer.appender("thing")) {
      rows.row().integer(id).end();
    }
    return true;
  }

  private void failBehind(long id) {
    assertThatThrownBy(() ->
            warehouse.write(writer -> {
              append(writer, id);
              throw new IllegalStateException("behind it");
            }))
        .hasMessageContaining("behind it");
  }

  @Test
  void aChangeThatFailsLeavesNothingEvenIfItOnlyAppends() {
    failBehind(1);
    assertThat(things()).isZero();
  }

  @Test
  void aRowThatIsRefusedFailsTheChangeWhenItsAppenderCloses() {
    assertThatThrownBy(() ->
            warehouse.write(writer -> {
              writer.sql().execute("insert into thing values (1)");
              return append(writer, 100);
            }))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("constraint failed");
    assertThat(things()).isZero();
  }

  @Test
  void afterACommitThatFailedTheNextChangeIsWholeAgain() {
    // As on a full disk: the transaction is over, and the driver believes that it is not.
    assertThatThrownBy(() -> warehouse.write(writer -> writer.sql().execute("commit")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no transaction is active");

    failBehind(1);
    assertThat(things()).isZero();

    warehouse.write(writer -> append(writer, 2));
    assertThat(things()).isEqualTo(1);
  }
}
