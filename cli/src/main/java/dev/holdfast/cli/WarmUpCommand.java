package dev.holdfast.cli;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.Clocks;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code holdfast warm-up}: starts and stops a server on an empty data folder, so that the JVM can
 * record what a start needs. The launcher runs it after a build.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("holdfast-warm-up");
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), Clocks.system());
        Site site = Site.open(holdfast, 0);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/sign-in"))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() >= 500) {
        throw new HoldfastException(
            ErrorCode.BROKEN_PROMISE, "the sign-in page answered " + answer.statusCode());
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }
}
