package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTests {

  private static final JournalSettings SMALL = new JournalSettings(1_000, 100_000, 1 << 20, 10);

  @TempDir Path folder;
  private final FailingDisk disk = new FailingDisk();

  private Journal open() {
    return Journal.open(folder, SMALL, 0, disk);
  }

  private static List<ByteBuffer> parts(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int half = bytes.length / 2;
    return List.of(
        ByteBuffer.wrap(bytes, 0, half), ByteBuffer.wrap(bytes, half, bytes.length - half));
  }

  private static List<String> texts(Journal journal, long from) {
    List<String> texts = new ArrayList<>();
    List<JournalEntry> entries = journal.read(from, 64);
    while (!entries.isEmpty()) {
      entries.forEach(entry -> {
        assertThat(entry.sound()).isTrue();
        texts.add(new String(entry.payload(), StandardCharsets.UTF_8));
      });
      entries = journal.read(entries.getLast().next(), 64);
    }
    return texts;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void whatWasConfirmedIsReadInOrderAlsoAfterAReopening() {
    List<String> told = new ArrayList<>();
    Random random = new Random(7);
    for (int round = 0; round < 4; round++) {
      try (Journal journal = open()) {
        for (int i = 0; i < 50; i++) {
          String text = round + "-" + i + "-" + "x".repeat(random.nextInt(200));
          journal.append(parts(text)).join();
          told.add(text);
        }
        assertThat(texts(journal, 0)).isEqualTo(told);
      }
    }
  }

  @Test
  void thePositionOfARecordIsWhereItIsReadAgain() {
    try (Journal journal = open()) {
      journal.append(parts("first")).join();
      long second = journal.append(parts("second")).join();
      assertThat(texts(journal, second)).containsExactly("second");
      assertThat(journal.read(journal.end(), 100)).isEmpty();
    }
  }

  @Test
  void manyThatWaitShareOneSync() {
    disk.forceWaitsFor = new CountDownLatch(1);
    try (Journal journal = open()) {
      List<CompletableFuture<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        waiting.add(journal.append(parts("record " + i)));
      }
      assertThat(waiting.getFirst()).isNotDone();
      assertThat(journal.end()).as("nothing is confirmed yet").isZero();
      disk.forceWaitsFor.countDown();
      waiting.forEach(CompletableFuture::join);
      assertThat(journal.syncs()).isBetween(1L, 2L);
      assertThat(texts(journal, 0)).hasSize(40);
    }
  }

  @Test
  void aRecordThatWasCutShortIsForgottenAndTheNextOnesAreNot() throws IOException {
    for (int cut = 1; cut < 30; cut += 4) {
      Path own = folder.resolve("cut" + cut);
      try (Journal journal = Journal.open(own, SMALL, 0)) {
        journal.append(parts("kept")).join();
        journal.append(parts("cut short, so never confirmed")).join();
      }
      Path file = own.resolve("0000000000000000000.journal");
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - cut));
      try (Journal journal = Journal.open(own, SMALL, 0)) {
        journal.append(parts("after")).join();
        assertThat(texts(journal, 0)).as("cut by %d", cut).containsExactly("kept", "after");
      }
    }
  }

  @Test
  void damagedBytesAreHandedOutAsDamagedAndTheRestIsRead() throws IOException {
    try (Journal journal = open()) {
      journal.append(parts("before")).join();
      journal.append(parts("damaged")).join();
      journal.append(parts("behind")).join();
      Path file = files().getFirst();
      byte[] bytes = Files.readAllBytes(file);
      bytes[8 + 6 + 8 + 2] ^= 1;
      Files.write(file, bytes, StandardOpenOption.WRITE);
      assertThat(journal.read(0, 1_000))
          .extracting(JournalEntry::sound)
          .containsExactly(true, false, true);
      bytes[8 + 6] = 127; // now its length makes no sense, and nobody knows where the next begins
      Files.write(file, bytes, StandardOpenOption.WRITE);
      assertThat(journal.read(0, 1_000))
          .extracting(JournalEntry::sound)
          .containsExactly(true, false);
      assertThat(journal.read(0, 1_000).getLast().next()).isEqualTo(journal.end());
    }
  }

  @Test
  void aFullDiskRefusesAndTakesAgainOnceThereIsRoom() {
    try (Journal journal = open()) {
      journal.append(parts("before")).join();
      disk.room = 20;
      CompletableFuture<Long> refused = journal.append(parts("does not fit: " + "x".repeat(100)));
      assertThatThrownBy(refused::join)
          .cause()
          .isInstanceOfSatisfying(
              HoldfastException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTSIDE_UNAVAILABLE));
      disk.room = Long.MAX_VALUE;
      journal.append(parts("after")).join();
      assertThat(texts(journal, 0)).containsExactly("before", "after");
    }
    try (Journal journal = open()) {
      assertThat(texts(journal, 0)).containsExactly("before", "after");
    }
  }

  @Test
  void afterASyncThatFailedNothingOfItIsReadEvenIfItCannotBeCutOff() {
    disk.failTruncate = true;
    try (Journal journal = open()) {
      journal.append(parts("before")).join();
      disk.failForce = true;
      assertThatThrownBy(journal.append(parts("lost"))::join).hasMessageContaining("Input/output");
      disk.failForce = false;
      journal.append(parts("after")).join();
      assertThat(texts(journal, 0)).containsExactly("before", "after");
    }
    try (Journal journal = open()) {
      assertThat(texts(journal, 0)).containsExactly("before", "after");
    }
  }

  @Test
  void belowTheSpareRoomItRefusesAtOnce() {
    disk.room = 9;
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.append(parts("x")))
          .isInstanceOf(HoldfastException.class)
          .hasMessageContaining("make room");
    }
  }

  @Test
  void aSlowDiskFillsMemoryOnlyToItsBound() {
    disk.forceWaitsFor = new CountDownLatch(1);
    try (Journal journal = open()) {
      List<CompletableFuture<Long>> taken = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  taken.add(journal.append(parts("x".repeat(1_000))));
                }
              })
          .isInstanceOfSatisfying(
              HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
      assertThat(taken).hasSize(100);
      disk.forceWaitsFor.countDown();
      taken.forEach(CompletableFuture::join);
      journal.append(parts("fits again")).join();
    }
  }

  @Test
  void aBacklogThatIsTooLongRefusesUntilItIsReleased() throws IOException {
    Journal journal = Journal.open(folder, new JournalSettings(1_000, 100_000, 5_000, 10), 0);
    try (journal) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  journal.append(parts("x".repeat(500))).join();
                }
              })
          .isInstanceOfSatisfying(
              HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
      int before = files().size();
      journal.release(journal.end());
      assertThat(files()).hasSizeLessThan(before).hasSize(1);
      journal.append(parts("again")).join();
    }
  }

  @Test
  void positionsGoOnBehindWhatIsStoredEvenWhenTheFilesAreGone() {
    try (Journal journal = Journal.open(folder, SMALL, 5_000)) {
      assertThat(journal.end()).isEqualTo(5_000);
      assertThat(journal.append(parts("x")).join()).isEqualTo(5_000);
      assertThat(texts(journal, 5_000)).containsExactly("x");
    }
    try (Journal journal = Journal.open(folder, SMALL, 9_000)) {
      assertThat(journal.append(parts("y")).join()).isEqualTo(9_000);
      assertThat(texts(journal, 9_000)).containsExactly("y");
    }
  }

  @Test
  void oneThatWaitsForMoreIsToldWhenThereIs() throws InterruptedException {
    try (Journal journal = open()) {
      assertThat(journal.awaitBehind(0, 1)).isFalse();
      CompletableFuture<?> _ = journal.append(parts("x")); // confirmed a little later
      assertThat(journal.awaitBehind(0, 60_000)).isTrue();
    }
  }

  @Test
  void aClosedJournalTakesNothing() {
    Journal journal = open();
    journal.append(parts("x")).join();
    journal.close();
    assertThatThrownBy(() -> journal.append(parts("y"))).hasMessageContaining("stopping");
  }
}
