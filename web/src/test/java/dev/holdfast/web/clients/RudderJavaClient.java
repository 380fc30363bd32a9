package dev.holdfast.web.clients;

import com.rudderstack.sdk.java.analytics.Callback;
import com.rudderstack.sdk.java.analytics.RudderAnalytics;
import com.rudderstack.sdk.java.analytics.messages.GroupMessage;
import com.rudderstack.sdk.java.analytics.messages.IdentifyMessage;
import com.rudderstack.sdk.java.analytics.messages.Message;
import com.rudderstack.sdk.java.analytics.messages.PageMessage;
import com.rudderstack.sdk.java.analytics.messages.TrackMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * RudderStack's client for Java, which sends chunks of gzip to {@code /v1/batch}.
 *
 * <p>It is of one descent with {@link SegmentJavaClient} and waits as long between its tries.
 */
final class RudderJavaClient implements Client {

  private static final int BATCH = 20;
  private static final int CONNECTIONS = 4;
  private static final int RETRIES = 10;

  private final Duration limit;

  /** A client that is given a time for all it sends. */
  RudderJavaClient(Duration limit) {
    this.limit = limit;
  }

  @Override
  public List<String> send(URI host, String writeKey, int count, String prefix) {
    Delivery delivery = new Delivery(OPENING + count);
    ExecutorService network = Executors.newFixedThreadPool(CONNECTIONS);
    RudderAnalytics analytics =
        RudderAnalytics.builder(writeKey)
            .setDataPlaneUrl(host.toString())
            .flushQueueSize(BATCH)
            .retries(RETRIES)
            .networkExecutor(network)
            .callback(
                new Callback() {
                  @Override
                  public void success(Message message) {
                    delivery.delivered();
                  }

                  @Override
                  public void failure(Message message, Throwable reason) {
                    delivery.givenUp(message.messageId(), reason);
                  }
                })
            .build();
    try {
      List<String> ids = enqueue(analytics, count, prefix);
      analytics.flush();
      delivery.await(limit);
      return ids;
    } finally {
      network.shutdownNow();
      analytics.shutdown();
    }
  }

  private static List<String> enqueue(RudderAnalytics analytics, int count, String prefix) {
    String user = prefix + "-user";
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < OPENING + count; n++) {
      ids.add(prefix + "-" + n);
    }
    analytics.enqueue(
        IdentifyMessage.builder()
            .messageId(ids.get(0))
            .userId(user)
            .traits(Map.of("email", user + "@example.com")));
    analytics.enqueue(
        GroupMessage.builder(Client.group(prefix))
            .messageId(ids.get(1))
            .userId(user)
            .traits(Map.of("name", "Acme")));
    analytics.enqueue(
        PageMessage.builder("Pricing")
            .messageId(ids.get(2))
            .userId(user)
            .properties(Map.of("path", "/pricing")));
    for (int n = 0; n < count; n++) {
      analytics.enqueue(
          TrackMessage.builder("Report Exported")
              .messageId(ids.get(OPENING + n))
              .userId(user)
              .context(Map.of("groupId", Client.group(prefix)))
              .properties(Map.of("n", n)));
    }
    return ids;
  }
}
