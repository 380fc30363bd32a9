package dev.holdfast.stats;

/**
 * A queue with so many servers, arrivals at random and patient callers (M/M/c).
 *
 * <p>Units: the offered load is in erlangs (arrivals in a service time), times are in service
 * times. Where the load is not below the number of servers the queue grows without end: there is no
 * number, and it is refused. No load at all waits for nothing.
 *
 * <p>{@code B₀ = 1}, {@code B_k = A B_(k-1) / (k + A B_(k-1))}, {@code C = c B / (c - A (1 - B))}.
 * The recursion only adds and divides positive numbers; its relative error stays below {@code 4 c}
 * units in the last place.
 *
 * <p>Source: Erlang (1917), Elektroteknikeren 13:5-13; Cooper (1981), Introduction to Queueing
 * Theory, 2nd ed., 3.4-3.5. Golden file: {@code erlang.csv}.
 */
public final class ErlangC {

  private final double load;
  private final int servers;
  private final double blocked;

  private ErlangC(double load, int servers, double blocked) {
    this.load = load;
    this.servers = servers;
    this.blocked = blocked;
  }

  /**
   * A queue that has an end.
   *
   * @throws IllegalArgumentException when the load is negative or not below the servers
   */
  public static ErlangC of(double load, int servers) {
    if (!(load >= 0) || servers < 1) {
      throw new IllegalArgumentException(load + " erlangs, " + servers + " servers");
    }
    if (load >= servers) {
      throw new IllegalArgumentException(
          "unstable: " + load + " erlangs are not below " + servers + " servers");
    }
    double blocked = 1;
    for (int k = 1; k <= servers; k++) {
      blocked = load * blocked / (k + load * blocked);
    }
    return new ErlangC(load, servers, blocked);
  }

  /**
   * The fewest servers with which a share of the callers waits at most so long.
   *
   * @param patience in service times
   */
  public static ErlangC fewest(double load, double patience, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("a share below 1, not " + share);
    }
    ErlangC queue = of(load, (int) Math.floor(load) + 1);
    while (queue.waitsAtMost(patience) < share) {
      queue = of(load, queue.servers + 1);
    }
    return queue;
  }

  public int servers() {
    return servers;
  }

  /** The share of callers that would be turned away if nobody could wait (Erlang's B). */
  public double blocked() {
    return blocked;
  }

  /** The share of callers that wait at all (Erlang's C). */
  public double waits() {
    return servers * blocked / (servers - load * (1 - blocked));
  }

  /** The share of their time that servers are busy. */
  public double utilisation() {
    return load / servers;
  }

  /** Mean wait of all callers, in service times. */
  public double meanWait() {
    return waits() / (servers - load);
  }

  /** How many wait on average. */
  public double meanQueue() {
    return load * meanWait();
  }

  /** The share of callers that wait at most so many service times. */
  public double waitsAtMost(double patience) {
    if (!(patience >= 0)) {
      throw new IllegalArgumentException("a wait of " + patience);
    }
    return 1 - waits() * Math.exp(-(servers - load) * patience);
  }
}
