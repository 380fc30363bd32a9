package dev.holdfast.web.clients;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Segment's analytics-java, which sends to {@code /v1/import/} and names its key in the body only.
 *
 * <p>It tries a batch four times, unless it is told to try more often, and waits 15 to 30, 15 to
 * 60, 15 to 120 seconds and so on in between, at random; no setting of it shortens that. Batches
 * therefore go out beside each other, so that their waits do not add up.
 */
final class SegmentJavaClient implements Client {

  private static final int BATCH = 20;
  private static final int CONNECTIONS = 4;
  private static final int RETRIES = 10;

  private final Duration limit;

  /** A client that is given a time for all it sends. */
  SegmentJavaClient(Duration limit) {
    this.limit = limit;
  }

  @Override
  public List<String> send(URI host, String writeKey, int count, String prefix) {
    Delivery delivery = new Delivery(OPENING + count);
    ExecutorService network = Executors.newFixedThreadPool(CONNECTIONS);
    Analytics analytics =
        Analytics.builder(writeKey)
            .endpoint(host.toString())
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

  private static List<String> enqueue(Analytics analytics, int count, String prefix) {
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
