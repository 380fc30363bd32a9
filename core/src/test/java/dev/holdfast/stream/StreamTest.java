package dev.holdfast.stream;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what becomes of messages, with a door for them that it may close and open again. */
abstract class StreamTest {

  @TempDir Path folder;
  StreamFixture stream;

  @BeforeEach
  final void open() {
    stream = new StreamFixture(folder);
  }

  @AfterEach
  final void close() {
    stream.close();
  }

  /** As a restart of the process. */
  final void reopen() {
    close();
    open();
  }

  /** A message that somebody did something in an account; quotes are written as apostrophes. */
  static String track(String id) {
    return "{'type':'track','messageId':'"
        + id
        + "','userId':'u','event':'x','context':{'groupId':'acme'}}";
  }
}
