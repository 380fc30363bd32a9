package dev.holdfast.facts;

import dev.holdfast.base.Clocks;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.WarehouseSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A process that appends facts until it is killed, and says on its output which ones were
 * acknowledged. Run by {@link CrashTests}.
 */
final class CrashWriter {

  private CrashWriter() {}

  /** Arguments: the warehouse file, the round. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    String round = arguments[1];
    Warehouse warehouse =
        Warehouse.open(
            Path.of(arguments[0]), new WarehouseSettings("256MB", 1, 1), Clocks.system());
    FactLog log = FactLog.open(warehouse);
    ImportId importId = log.startDelivery("stream", "round " + round, "{}", "test");
    out.println("ready");
    for (int batch = 0; ; batch++) {
      List<CompletableFuture<?>> waiting = new ArrayList<>();
      for (int request = 0; request < 8; request++) {
        String id = round + "-" + batch + "-" + request;
        waiting.add(
            log.append(importId, List.of(event(id + "-a"), event(id + "-b")))
                .thenAccept(receipt -> out.println("ack " + id + " " + receipt.accepted())));
      }
      CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
    }
  }

  private static Fact event(String id) {
    return new Facts.UsageEvent(
        new Origin("crash", id, Instant.EPOCH), "a1", "p1", "click", 1, null, null, Map.of());
  }
}
