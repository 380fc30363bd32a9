package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A bar for a person, a few lines for a log. */
class ConsoleTests {

  @Test
  void aLogGetsALineAtEachQuarter() {
    String log = progress(false);
    assertThat(log.lines())
        .containsExactly(
            "reading", "reading 25 %", "reading 50 %", "reading 75 %", "reading 100 %", "checking");
    assertThat(log).doesNotContain("\r");
  }

  @Test
  void aTerminalGetsABarOnOneLine() {
    String bar = progress(true);
    assertThat(bar.split("\r", -1))
        .hasSize(412)
        .anySatisfy(drawn -> assertThat(drawn).endsWith(" 37 %"));
    assertThat(bar.indexOf('\n')).isEqualTo(bar.length() - 1);
  }

  private static String progress(boolean terminal) {
    ByteArrayOutputStream remarks = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(remarks, true, StandardCharsets.UTF_8),
            terminal);
    for (int done = 0; done <= 400; done++) {
      console.progress("reading", done, 400);
    }
    for (int i = 0; i < 10; i++) {
      console.progress("checking", 400, 0);
    }
    console.endBar();
    return remarks.toString(StandardCharsets.UTF_8);
  }
}
