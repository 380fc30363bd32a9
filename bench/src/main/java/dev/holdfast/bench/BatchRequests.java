package dev.holdfast.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The requests of one connection, built before the run: sending one costs writing its ids and times
 * in place and handing the bytes to the system.
 */
final class BatchRequests {

  private final ByteBuffer bytes;
  private final List<Place> places;
  private int next;

  private BatchRequests(ByteBuffer bytes, List<Place> places) {
    this.bytes = bytes;
    this.places = places;
  }

  /** Builds so many requests that differ in who did what. */
  static BatchRequests of(LoadPlan plan, int count, SplittableRandom random) {
    List<byte[]> parts = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < count; i++) {
      SegmentBatch batch = SegmentBatch.of(plan.eventsPerRequest(), plan.writeKey(), random);
      byte[] head = head(plan, batch.text().length());
      parts.add(head);
      parts.add(batch.text().getBytes(StandardCharsets.US_ASCII));
      int body = end + head.length;
      int from = end;
      end = body + batch.text().length();
      places.add(new Place(from, end, moved(batch.ids(), body), moved(batch.times(), body)));
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(end);
    parts.forEach(bytes::put);
    return new BatchRequests(bytes, places);
  }

  /** The next request, made new; valid until the next call. */
  ByteBuffer next(MessageIds ids, Stamp stamp) {
    Place place = places.get(next);
    next = next + 1 == places.size() ? 0 : next + 1;
    bytes.clear();
    for (int at : place.ids) {
      ids.write(bytes, at, stamp);
    }
    for (int at : place.times) {
      stamp.writeText(bytes, at);
    }
    return bytes.limit(place.to).position(place.from);
  }

  private static byte[] head(LoadPlan plan, int length) {
    String key = plan.writeKey() + ":";
    return ("POST /v1/batch HTTP/1.1\r\nHost: "
            + plan.address().getAuthority()
            + "\r\nAuthorization: Basic "
            + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8))
            + "\r\nContent-Type: application/json\r\nUser-Agent: analytics-node-next/latest"
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static int[] moved(List<Integer> positions, int by) {
    return positions.stream().mapToInt(position -> position + by).toArray();
  }

  /** Where a request lies and what in it is written anew. */
  private static final class Place {
    private final int from;
    private final int to;
    private final int[] ids;
    private final int[] times;

    Place(int from, int to, int[] ids, int[] times) {
      this.from = from;
      this.to = to;
      this.ids = ids;
      this.times = times;
    }
  }
}
