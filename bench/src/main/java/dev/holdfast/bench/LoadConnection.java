package dev.holdfast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A kept-alive connection with one request under way at most. */
final class LoadConnection {

  private final URI address;
  private final Selector selector;
  private final BatchRequests requests;
  private final Answer answer = new Answer();
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer unsent;
  private long since;

  LoadConnection(URI address, Selector selector, BatchRequests requests) {
    this.address = address;
    this.selector = selector;
    this.requests = requests;
  }

  /** When the request under way began, or was due. */
  long since() {
    return since;
  }

  /** Sends a new request, connecting first where there is no connection. */
  void send(MessageIds ids, Stamp stamp, long sinceNanos) throws IOException {
    since = sinceNanos;
    answer.reset();
    unsent = requests.next(ids, stamp);
    if (key == null) {
      key = connect();
    }
    write(key, unsent);
  }

  /**
   * Goes on with what the connection is ready for.
   *
   * @return the status once the answer is whole, 0 until then
   */
  int proceed() throws IOException {
    SelectionKey open = key;
    if (open == null) {
      return 0;
    }
    if (open.isWritable() && unsent != null) {
      write(open, unsent);
    }
    return open.isReadable() && answer.read((SocketChannel) open.channel()) ? answer.status() : 0;
  }

  /** Whether the server closes the connection after the answer that came. */
  boolean mustClose() {
    return answer.closes();
  }

  void close() {
    SelectionKey open = key;
    key = null;
    if (open != null) {
      open.cancel();
      try {
        open.channel().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private SelectionKey connect() throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  private void write(SelectionKey open, ByteBuffer bytes) throws IOException {
    ((SocketChannel) open.channel()).write(bytes);
    if (bytes.hasRemaining()) {
      open.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } else {
      unsent = null;
      if (open.interestOps() != SelectionKey.OP_READ) {
        open.interestOps(SelectionKey.OP_READ);
      }
    }
  }
}
