package dev.holdfast.health;

import java.util.Map;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Changes of quantities: rows with account, day and what each adds.
 *
 * @param rows with the columns {@code account_id} and {@code day}
 * @param amounts what a row adds to each quantity, over columns of {@code rows}
 */
record Change(Table<?> rows, Map<Quantity, Field<Long>> amounts) {
  Change {
    amounts = Map.copyOf(amounts);
  }
}
