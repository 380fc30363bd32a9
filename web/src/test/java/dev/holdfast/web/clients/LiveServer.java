package dev.holdfast.web.clients;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.app.Upkeep;
import dev.holdfast.base.Clocks;
import dev.holdfast.web.WebServer;
import dev.holdfast.web.WebSettings;
import dev.holdfast.web.frame.Freshness;
import dev.holdfast.workspace.Actor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Holdfast as people run it: a data folder, served and kept up to date, by the machine's clock.
 *
 * <p>Facts are refreshed more often than people have it, so that a kill may hit a refresh.
 */
final class LiveServer implements AutoCloseable {

  private static final Duration UPKEEP = Duration.ofSeconds(1);

  private final Holdfast holdfast;
  private final WebServer server;
  private final Upkeep upkeep;

  /**
   * Opens a folder and serves it.
   *
   * @param port the port; 0 for any free one
   */
  LiveServer(Path folder, int port) {
    holdfast = open(folder);
    server =
        WebServer.start(
            WebSettings.local(port, holdfast.settings().zone()),
            holdfast.workspace(),
            holdfast.clock(),
            at -> new Freshness(Freshness.State.FRESH, "as it comes"),
            holdfast.rooms());
    upkeep = Upkeep.start(holdfast, UPKEEP);
  }

  /** Opens a folder that nobody serves. */
  static Holdfast open(Path folder) {
    return Holdfast.open(Settings.of(folder), Clocks.system());
  }

  /** The write key of a new source. */
  static String newKey(Holdfast holdfast, String source) {
    Actor test = Actor.holdfast("test");
    return holdfast
        .workspace()
        .sources()
        .newKey(holdfast.workspace().sources().add(source, test).id(), test)
        .secret();
  }

  /** Where clients send to. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  int port() {
    return server.port();
  }

  Holdfast holdfast() {
    return holdfast;
  }

  @Override
  public void close() {
    server.close();
    upkeep.close();
    holdfast.close();
  }
}
