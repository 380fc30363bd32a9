package dev.holdfast.bench;

import java.net.URI;

/**
 * What a load generator shall send, and for how long.
 *
 * @param address where the server listens; the path of the batch is added
 * @param writeKey user of HTTP Basic, with an empty password
 * @param eventsPerRequest events in each batch
 * @param connections connections, each with one request under way at most
 * @param warmUpSeconds time before the measurement, with the same load
 * @param seconds measured time
 * @param eventsPerSecond rate to send at whatever the answers do; 0 for as fast as answers come
 */
public record LoadPlan(
    URI address,
    String writeKey,
    int eventsPerRequest,
    int connections,
    double warmUpSeconds,
    double seconds,
    double eventsPerSecond) {

  public LoadPlan {
    if (eventsPerRequest < 1 || connections < 1) {
      throw new IllegalArgumentException("at least one event and one connection");
    }
    if (warmUpSeconds < 0 || seconds <= 0 || eventsPerSecond < 0) {
      throw new IllegalArgumentException("times and rates are not negative");
    }
  }

  /** The same at a rate that does not wait for answers. */
  LoadPlan atRate(double rate) {
    return new LoadPlan(
        address, writeKey, eventsPerRequest, connections, warmUpSeconds, seconds, rate);
  }

  /** The same for another time. */
  LoadPlan forSeconds(double time) {
    return new LoadPlan(
        address, writeKey, eventsPerRequest, connections, warmUpSeconds, time, eventsPerSecond);
  }
}
