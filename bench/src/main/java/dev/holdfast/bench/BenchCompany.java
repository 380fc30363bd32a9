package dev.holdfast.bench;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.demo.DemoCompany;
import dev.holdfast.demo.DemoSettings;
import dev.holdfast.demo.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The company that benchmarks ask about, in a folder that is kept for the next run. */
final class BenchCompany {

  private static final String MARK = "generated";

  private BenchCompany() {}

  /**
   * Makes the company, unless the folder has it.
   *
   * @return seconds that took; 0 when it was there
   */
  static double make(
      Path folder, int accounts, long usageEvents, InstantSource clock, Progress progress) {
    if (Files.exists(folder.resolve(MARK))) {
      return 0;
    }
    long start = System.nanoTime();
    try (Holdfast holdfast = Holdfast.open(Settings.of(folder), clock)) {
      DemoCompany.generate(
          holdfast.facts(),
          DemoSettings.defaults(clock, holdfast.settings().zone())
              .withAccounts(accounts)
              .withUsageEvents(usageEvents),
          progress);
      Files.createFile(folder.resolve(MARK));
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot write " + folder, e);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
