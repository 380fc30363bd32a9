package dev.holdfast.web.intake;

import dev.holdfast.stream.Arrivals;
import dev.holdfast.workspace.Workspace;
import java.time.InstantSource;

/** Puts the intake together. */
public final class Intake {

  private Intake() {}

  /**
   * The servlet.
   *
   * @param bodyBytes largest body, unpacked
   * @param memoryBytes bodies that are being read, all together
   */
  public static IntakeServlet servlet(
      Arrivals arrivals,
      Workspace workspace,
      InstantSource clock,
      IntakeCounts counts,
      int bodyBytes,
      long memoryBytes) {
    MessageDesk desk =
        new MessageDesk(arrivals, workspace.sources(), workspace.idempotencyKeys(), counts, clock);
    return new IntakeServlet(desk, new InFlight(memoryBytes), new BrowserClient(), bodyBytes);
  }
}
