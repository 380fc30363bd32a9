package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, on machines with other JDKs than this one, with stand-ins that say who ran. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTests {

  @TempDir private Path machine;

  private Path root;
  private Path tools;

  private record Outcome(int exitCode, String out, String remarks) {}

  @BeforeEach
  void aCloneThatIsBuiltAndToolsWithoutJava() throws IOException {
    root = Files.createDirectory(machine.resolve("clone"));
    Path launcher = root.resolve("holdfast");
    Files.copy(Path.of("..", "holdfast"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String module : List.of("stats", "core", "demo", "web", "cli", "bench")) {
      Files.createDirectories(root.resolve(module).resolve("src").resolve("main"));
      Files.createFile(root.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(root.resolve("pom.xml"));
    Path out = Files.createDirectories(root.resolve("cli").resolve("target"));
    Files.writeString(out.resolve("classpath"), "holdfast.jar");
    Files.createFile(out.resolve("built"));
    tools = Files.createDirectory(machine.resolve("bin"));
    for (String tool : List.of("bash", "cat", "dirname", "env", "find", "grep", "readlink")) {
      Path real = Path.of("/usr/bin", tool);
      script(tools.resolve(tool), (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
    }
  }

  @Test
  void withoutAJdk25OneSentenceSaysWhatToInstall() throws Exception {
    jdk("old", "17.0.12");
    Outcome outcome = launch("", "old");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.remarks().lines())
        .singleElement()
        .asString()
        .startsWith("Holdfast needs a JDK 25 and found none: install one")
        .contains("apt-get install", "JAVA_HOME");
  }

  @Test
  void aJdk25BesideAnOlderDefaultIsFound() throws Exception {
    Path old = jdk("old", "17.0.12");
    jdk("new", "25.0.3");
    script(tools.resolve("java"), old.resolve("bin").resolve("java") + " \"$@\"");
    Outcome outcome = launch("", "old", "new");
    assertThat(outcome.exitCode()).as(outcome.remarks()).isZero();
    assertThat(outcome.out()).startsWith("new ").contains("dev.holdfast.cli.Main metrics --help");
  }

  @Test
  void javaHomeComesFirstUnlessItIsTooOld() throws Exception {
    Path own = jdk("own", "25");
    Path old = jdk("old", "21.0.1");
    jdk("new", "25.0.3");
    assertThat(launch(own.toString(), "new").out()).startsWith("own ");
    assertThat(launch(old.toString(), "new").out()).startsWith("new ");
  }

  @Test
  void aLaterReleaseOfAnotherNumberIsNotTakenForIt() throws Exception {
    jdk("other", "250.0.1");
    assertThat(launch("", "other").exitCode()).isEqualTo(3);
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = machine.resolve(name);
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (String tool : List.of("java", "javac")) {
      script(bin.resolve(tool), "echo " + name + " \"$@\"");
    }
    return home;
  }

  private static void script(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Outcome launch(String javaHome, String... folders) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("holdfast").toString(), "metrics", "--help");
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", tools.toString());
    environment.put("HOME", machine.toString());
    environment.put("JAVA_HOME", javaHome);
    environment.put(
        "HOLDFAST_JVM_FOLDERS",
        String.join(
            " ", List.of(folders).stream().map(f -> machine.resolve(f).toString()).toList()));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String remarks = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, remarks);
  }
}
