package dev.holdfast.web.clients;

import java.net.URI;
import java.util.List;

/** A released tracking client, unmodified, that sends to a server. */
interface Client {

  /** How many messages come before the tracks: an identify, a group and a page. */
  int OPENING = 3;

  /** The group that every client tells of. */
  String GROUP = "acme";

  /**
   * Sends an identify, a group, a page and then a number of tracks, and waits until the client says
   * that the server has them all.
   *
   * @param host the server's address without a path
   * @param prefix what starts each message id, where the client lets its caller choose; else the
   *     client's own ids are returned
   * @return the ids of all messages, {@link #OPENING} more than the tracks
   * @throws IllegalStateException where the client gave a message up or was not done in time
   */
  List<String> send(URI host, String writeKey, int count, String prefix);
}
