package dev.holdfast.stream;

/**
 * Which failed messages are meant; an empty text means all.
 *
 * @param status where they stand
 * @param source the system that sent them
 * @param code reason code
 * @param field member that is wrong
 * @param search text that stands in the message id, the name, a person's or account's id, or the
 *     message itself
 * @param after only those with a larger number, for reading page by page
 * @param limit how many at most
 */
public record FailedFilter(
    FailedEvent.Status status,
    String source,
    String code,
    String field,
    String search,
    long after,
    int limit) {

  /** All that wait. */
  public static FailedFilter open() {
    return new FailedFilter(FailedEvent.Status.OPEN, "", "", "", "", 0, Integer.MAX_VALUE);
  }

  public FailedFilter page(long afterId, int rows) {
    return new FailedFilter(status, source, code, field, search, afterId, rows);
  }
}
