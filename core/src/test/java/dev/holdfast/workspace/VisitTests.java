package dev.holdfast.workspace;

import static dev.holdfast.workspace.WorkspaceFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitTests {

  private static final Instant FIRST = START.truncatedTo(ChronoUnit.MICROS);

  @TempDir Path folder;
  private WorkspaceFixture fixture;
  private UserId person;

  @BeforeEach
  void open() {
    fixture = new WorkspaceFixture(folder);
    person = fixture.add("ann", Role.CSM, null, "ann").id();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aVisitIsOverWhenThePersonStaysAwayAndItsEndIsRemembered() {
    Visits visits = fixture.workspace.visits();
    assertThat(visits.arrive(person, "/")).isEmpty();
    fixture.clock.set(FIRST.plus(Duration.ofMinutes(30)));
    assertThat(visits.arrive(person, "/")).as("still the first visit").isEmpty();
    fixture.clock.set(FIRST.plus(Duration.ofHours(20)));
    assertThat(visits.arrive(person, "/")).contains(FIRST.plus(Duration.ofMinutes(30)));
    fixture.clock.set(FIRST.plus(Duration.ofHours(20)).plusSeconds(60));
    assertThat(visits.arrive(person, "/")).contains(FIRST.plus(Duration.ofMinutes(30)));
    assertThat(visits.arrive(person, "/accounts")).as("another page").isEmpty();
  }
}
