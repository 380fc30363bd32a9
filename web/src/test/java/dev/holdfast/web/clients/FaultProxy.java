package dev.holdfast.web.clients;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A network that fails on command: it stands before a server of this machine, and each POST takes
 * the next {@link Fault} of its script. Without a script left, and for other methods, it forwards.
 *
 * <p>Where the server cannot be reached or ends a connection without an answer, the client's
 * connection is reset. Each request has a connection of its own to the server, so a server that was
 * started again is found at once.
 */
final class FaultProxy implements AutoCloseable {

  private static final int ANSWER_LIMIT_MILLIS = 60_000;

  /**
   * What happened to requests so far.
   *
   * @param requests how many POSTs came
   * @param passed how many POSTs met no fault of the script
   * @param answered how many were answered without the server
   * @param reset how many were reset without the server
   * @param forwardedThenReset how many reached the server and lost its answer
   * @param stalled how many waited for their answer
   * @param serverMissing how many requests of any method got no answer from the server
   * @param clientGone how many connections a client broke off
   */
  record Counts(
      int requests,
      int passed,
      int answered,
      int reset,
      int forwardedThenReset,
      int stalled,
      int serverMissing,
      int clientGone) {}

  private final ServerSocket door;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private final Object lock = new Object();
  private final Deque<Fault> script = new ArrayDeque<>();
  private final List<Fault> taken = new ArrayList<>();
  private int serverMissing;
  private int clientGone;
  private int atServer;
  private int cutOff;

  private volatile int serverPort;

  /** Starts on a free port before the server at a port of this machine. */
  FaultProxy(int serverPort) {
    this.serverPort = serverPort;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("fault-proxy").start(this::letIn);
  }

  /** The address that clients are given. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Says where the server is from now on. */
  void server(int port) {
    serverPort = port;
  }

  /** Adds faults for the POSTs to come. */
  void script(Fault... faults) {
    synchronized (lock) {
      script.addAll(List.of(faults));
    }
  }

  /** How many faults of the script wait for a request. */
  int scriptLeft() {
    synchronized (lock) {
      return script.size();
    }
  }

  Counts counts() {
    synchronized (lock) {
      return new Counts(
          taken.size(),
          count(Fault.Pass.class),
          count(Fault.Answer.class),
          count(Fault.Reset.class),
          count(Fault.ForwardThenReset.class),
          count(Fault.Stall.class),
          serverMissing,
          clientGone);
    }
  }

  /** How many requests the server has and did not answer so far. */
  int atServer() {
    synchronized (lock) {
      return atServer;
    }
  }

  /** How many requests the server had when it ended without an answer to them. */
  int cutOff() {
    synchronized (lock) {
      return cutOff;
    }
  }

  private int count(Class<? extends Fault> kind) {
    return (int) taken.stream().filter(kind::isInstance).count();
  }

  /** Waits until the counts are as wanted; false where the limit was first. */
  boolean await(Predicate<Counts> wanted, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!wanted.test(counts())) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
      return true;
    }
  }

  private void letIn() {
    try {
      while (true) {
        Socket client = door.accept();
        clients.add(client);
        Thread.ofVirtual().name("fault-proxy-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      if (!door.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean open = true;
      while (open) {
        Optional<WireMessage> request = WireMessage.request(in, client.getOutputStream());
        open = request.isPresent() && meet(next(request.get().method()), request.get(), client);
      }
    } catch (IOException e) {
      // As it does when a stall outlasts its patience.
      synchronized (lock) {
        clientGone++;
        lock.notifyAll();
      }
    } finally {
      clients.remove(client);
    }
  }

  private Fault next(String method) {
    if (!method.equals("POST")) {
      return Fault.pass();
    }
    synchronized (lock) {
      Fault fault = script.isEmpty() ? Fault.pass() : script.remove();
      taken.add(fault);
      lock.notifyAll();
      return fault;
    }
  }

  /** Does to a request what its fault says; tells whether the connection lives on. */
  private boolean meet(Fault fault, WireMessage request, Socket client) throws IOException {
    return switch (fault) {
      case Fault.Pass() -> pass(request, client, Duration.ZERO);
      case Fault.Stall(Duration time) -> pass(request, client, time);
      case Fault.Answer(int status, Map<String, String> headers) -> {
        WireMessage answer = made(status, headers);
        answer.writeTo(client.getOutputStream());
        yield !request.last();
      }
      case Fault.Reset() -> reset(client);
      case Fault.ForwardThenReset() -> {
        forward(request);
        yield reset(client);
      }
    };
  }

  private boolean pass(WireMessage request, Socket client, Duration stall) throws IOException {
    Optional<WireMessage> answer = forward(request);
    if (answer.isEmpty() || ended(stall)) {
      return reset(client);
    }
    answer.get().writeTo(client.getOutputStream());
    return !request.last() && !answer.get().last();
  }

  /** Waits for a stall; true where the proxy was closed meanwhile. */
  private boolean ended(Duration stall) {
    try {
      return closed.await(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The server's answer; empty where it gave none. */
  private Optional<WireMessage> forward(WireMessage request) {
    int port = serverPort;
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (server.getLocalPort() == port) {
        throw new ConnectException("the system connected the socket to itself");
      }
      server.setTcpNoDelay(true);
      server.setSoTimeout(ANSWER_LIMIT_MILLIS);
      request.writeTo(server.getOutputStream());
      return Optional.of(answer(request, new BufferedInputStream(server.getInputStream())));
    } catch (IOException e) {
      synchronized (lock) {
        serverMissing++;
        lock.notifyAll();
      }
      return Optional.empty();
    }
  }

  private WireMessage answer(WireMessage request, InputStream in) throws IOException {
    synchronized (lock) {
      atServer++;
      lock.notifyAll();
    }
    boolean whole = false;
    try {
      WireMessage answer = WireMessage.answer(in, request.method());
      whole = true;
      return answer;
    } finally {
      synchronized (lock) {
        atServer--;
        cutOff += whole ? 0 : 1;
        lock.notifyAll();
      }
    }
  }

  /** Ends a connection so that its other side sees a reset, not an end. */
  private static boolean reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    return false;
  }

  private static WireMessage made(int status, Map<String, String> headers) {
    List<String> head = new ArrayList<>();
    head.add("HTTP/1.1 " + status + " Scripted");
    headers.forEach((name, content) -> head.add(name + ": " + content));
    head.add("Content-Length: 0");
    return new WireMessage(head, "", false);
  }

  /** Closes the door and every connection, also those that are stalled. */
  @Override
  public void close() {
    closed.countDown();
    try {
      door.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
