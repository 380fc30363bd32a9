package dev.holdfast.app;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactLog;
import dev.holdfast.metrics.Ledger;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;

/**
 * All of Holdfast, wired: every room is made here, in the order in which data flows, and nowhere
 * else.
 */
public final class Holdfast implements AutoCloseable {

  private final Settings settings;
  private final InstantSource clock;
  private final Workspace workspace;
  private final Warehouse warehouse;
  private final FactLog facts;
  private final Ledger ledger;

  private Holdfast(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.warehouse = Warehouse.open(settings.warehouseFile(), settings.warehouse(), clock);
    this.workspace = Workspace.open(settings.workspaceFile(), clock);
    this.facts = FactLog.open(warehouse);
    this.ledger = Ledger.open(facts, settings.ledger());
  }

  /**
   * Opens a data folder, making it when there is none.
   *
   * @throws HoldfastException {@code DATA_FOLDER_IN_USE} when another process works on it
   */
  public static Holdfast open(Settings settings, InstantSource clock) {
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new HoldfastException(
          ErrorCode.OUTSIDE_UNAVAILABLE, "cannot make the data folder " + settings.data(), e);
    }
    return new Holdfast(settings, clock);
  }

  public Settings settings() {
    return settings;
  }

  public InstantSource clock() {
    return clock;
  }

  public Workspace workspace() {
    return workspace;
  }

  public FactLog facts() {
    return facts;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** What pages ask questions of. */
  public List<Object> rooms() {
    return List.of(facts, ledger);
  }

  @Override
  public void close() {
    workspace.close();
    warehouse.close();
  }
}
