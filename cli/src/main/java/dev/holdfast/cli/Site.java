package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.app.Upkeep;
import dev.holdfast.web.WebServer;
import dev.holdfast.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The web server of a data folder, from start to Ctrl+C. */
final class Site implements AutoCloseable {

  private static final int USUAL_PORT = 8080;

  /** How long new facts wait at least before a refresh takes them in. */
  private static final Duration UPKEEP = Duration.ofSeconds(1);

  private final WebServer server;
  private final Upkeep upkeep;

  private Site(WebServer server, Upkeep upkeep) {
    this.server = server;
    this.upkeep = upkeep;
  }

  /**
   * Starts the server.
   *
   * @param port the port asked for; -1 for the settings' one, else 8080, else any free one
   */
  static Site open(Holdfast holdfast, int port) {
    Settings.Listening listening = holdfast.settings().listening();
    int chosen = port >= 0 ? port : listening.port().orElseGet(() -> usualOrFree(listening.host()));
    WebSettings settings =
        new WebSettings(
            listening.host(),
            chosen,
            holdfast.settings().zone(),
            listening.publicAddress().orElse(null));
    return new Site(
        WebServer.start(
            settings,
            holdfast.workspace(),
            holdfast.clock(),
            new FactFreshness(holdfast),
            holdfast.rooms()),
        Upkeep.start(holdfast, UPKEEP));
  }

  /** One line: the address, and a one-time sign-in link while nobody has a password. */
  void announce(Console console) {
    console.line(
        "Holdfast is ready: "
            + server.address()
            + "  sign in once with "
            + server.firstStartLink());
  }

  int port() {
    return server.port();
  }

  /** Messages that were confirmed since the start. */
  long safeMessages() {
    return server.intakeCounts().safe();
  }

  /** Returns when the process is asked to stop. */
  void waitUntilStopped() {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  stopped.countDown();
                  await(closed);
                }));
    await(stopped);
    close();
    closed.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int usualOrFree(String host) {
    try (ServerSocket probe = new ServerSocket(USUAL_PORT, 1, InetAddress.getByName(host))) {
      return probe.getLocalPort();
    } catch (IOException e) {
      return 0; // taken: any free one
    }
  }

  @Override
  public void close() {
    server.close();
    upkeep.close();
  }
}
