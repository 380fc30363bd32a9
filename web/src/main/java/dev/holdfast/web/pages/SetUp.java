package dev.holdfast.web.pages;

/**
 * Lines to copy that send a first message.
 *
 * @param node for Node.js
 * @param curl for a terminal
 */
public record SetUp(String node, String curl) {

  /** Stands where the key belongs. */
  static final String PLACEHOLDER = "YOUR_WRITE_KEY";

  /** With a place for the key. */
  static SetUp of(String address) {
    return of(address, PLACEHOLDER);
  }

  /** With a key in it. */
  static SetUp of(String address, String key) {
    return new SetUp(
        """
        // npm install @segment/analytics-node
        import { Analytics } from '@segment/analytics-node'
        const analytics = new Analytics({ writeKey: '%s', host: '%s' })
        analytics.track({ userId: 'user-1', event: 'Report opened', context: { groupId: 'account-1' } })
        await analytics.closeAndFlush()\
        """
            .formatted(key, address),
        "curl -u "
            + key
            + ": "
            + address
            + "/v1/track -H 'Content-Type: application/json' -d '{\"userId\": \"user-1\", \"event\":"
            + " \"Report opened\", \"context\": {\"groupId\": \"account-1\"}}'");
  }

  /** Leaves the lines out: they may hold a key. */
  @Override
  public String toString() {
    return "SetUp[]";
  }
}
