package dev.holdfast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The text of a batch as Segment's client for Node sends it, ASCII only, with the places of what is
 * new in each request.
 */
final class SegmentBatch {

  private static final int ACCOUNTS = 10_000;
  private static final int PEOPLE_PER_ACCOUNT = 12;

  private static final List<String> NAMES =
      List.of("report_viewed", "export_made", "invite_sent", "search", "comment_added", "sign_in");
  private static final List<String> PLANS = List.of("starter", "growth", "enterprise");
  private static final List<String> DEVICES = List.of("desktop", "tablet", "phone");

  private final StringBuilder text = new StringBuilder();
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> times = new ArrayList<>();
  private final SplittableRandom random;

  private SegmentBatch(SplittableRandom random) {
    this.random = random;
  }

  static SegmentBatch of(int events, String writeKey, SplittableRandom random) {
    SegmentBatch batch = new SegmentBatch(random);
    batch.text.append("{\"batch\":[");
    for (int i = 0; i < events; i++) {
      batch.text.append(i == 0 ? "" : ",");
      batch.event();
    }
    batch.text.append("],\"writeKey\":\"").append(writeKey).append("\",\"sentAt\":\"");
    batch.time();
    batch.text.append("\"}");
    return batch;
  }

  String text() {
    return text.toString();
  }

  /** Where the message ids begin. */
  List<Integer> ids() {
    return ids;
  }

  /** Where the moments begin. */
  List<Integer> times() {
    return times;
  }

  private void event() {
    int account = random.nextInt(ACCOUNTS);
    int person = random.nextInt(PEOPLE_PER_ACCOUNT);
    text.append("{\"userId\":\"per-").append(padded(account, 5)).append('-');
    text.append(padded(person, 2)).append("\",\"event\":\"").append(pick(NAMES));
    text.append("\",\"type\":\"track\",\"properties\":");
    properties();
    text.append(",\"context\":{\"groupId\":\"acc-").append(padded(account, 5));
    text.append("\",\"library\":{\"name\":\"@segment/analytics-node\",\"version\":\"3.1.0\"}}");
    text.append(",\"integrations\":{},\"timestamp\":\"");
    time();
    text.append("\",\"messageId\":\"");
    ids.add(text.length());
    text.append(MessageIds.blank(random));
    text.append("\",\"_metadata\":{\"nodeVersion\":\"22.11.0\",\"jsRuntime\":\"node\"}}");
  }

  private void properties() {
    text.append("{\"page\":\"https://app.example.com/workspaces/")
        .append(random.nextInt(100, 1_000));
    text.append("/reports/").append(random.nextInt(1_000, 10_000));
    text.append("\",\"plan\":\"").append(pick(PLANS));
    text.append("\",\"title\":\"Shipments by lane, carrier and week, ")
        .append(pick(DEVICES))
        .append(" view");
    text.append("\",\"duration_ms\":").append(random.nextInt(20, 20_000));
    if (random.nextInt(2) == 0) {
      text.append(",\"rows\":").append(random.nextInt(100_000));
    }
    if (random.nextInt(2) == 0) {
      text.append(",\"shared\":").append(random.nextBoolean());
    }
    text.append('}');
  }

  private void time() {
    times.add(text.length());
    text.append(Stamp.BLANK);
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static String padded(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }
}
