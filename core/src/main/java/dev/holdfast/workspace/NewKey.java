package dev.holdfast.workspace;

/**
 * A key that was just made, with its secret, which is told only this once.
 *
 * @param secret what the source sends with its messages
 */
public record NewKey(WriteKey key, String secret) {

  /** Leaves the secret out, so that it does not end up in a log. */
  @Override
  public String toString() {
    return "NewKey[key=" + key + "]";
  }
}
