package dev.holdfast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.facts.FactType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A message that makes no sense is kept with its reason, and keeps no other one out. */
class FailureTests extends StreamTest {

  private static final String GOOD =
      "{'type':'track','messageId':'good','userId':'u','event':'x','context':{'groupId':'acme'}}";

  private void failsAs(String expected, String message) {
    stream.load(message, GOOD);
    assertThat(stream.failures()).as(message).containsExactly(expected);
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).contains("good");
    stream.close();
    try {
      deleteStores();
    } finally {
      stream = new StreamFixture(folder);
    }
  }

  private void deleteStores() {
    try (var files = Files.walk(folder)) {
      files
          .sorted(java.util.Comparator.reverseOrder())
          .filter(f -> !f.equals(folder))
          .forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void eachMistakeHasItsReasonAndField() {
    failsAs("missing event", "{'type':'track','messageId':'a','userId':'u'}");
    failsAs("missing type", "{'messageId':'a','userId':'u'}");
    failsAs("unknown_type type", "{'type':'dance','messageId':'a','userId':'u'}");
    failsAs("missing userId", "{'type':'track','messageId':'a','event':'x'}");
    failsAs("missing groupId", "{'type':'group','messageId':'a','userId':'u'}");
    failsAs("missing previousId", "{'type':'alias','messageId':'a','userId':'u'}");
    failsAs("not_text userId", "{'type':'track','messageId':'a','userId':{'a':1},'event':'x'}");
    failsAs("not_text userId", "{'type':'track','messageId':'a','userId':1e308,'event':'x'}");
    failsAs("not_text properties", "{'type':'track','userId':'u','event':'x','properties':[1]}");
    failsAs("not_an_object ", "17");
    failsAs("not_an_object ", "[{'type':'track'}]");
    failsAs(
        "too_long messageId",
        "{'type':'track','messageId':'" + "m".repeat(101) + "','userId':'u','event':'x'}");
    failsAs("too_long ", "{'type':'track','event':'x','x':'" + "y".repeat(300_000) + "'}");
    failsAs(
        "bad_time timestamp", "{'type':'track','userId':'u','event':'x','timestamp':'yesterday'}");
    failsAs(
        "bad_time timestamp",
        "{'type':'track','userId':'u','event':'x','timestamp':'2026-03-18T10:11:00Z'}");
    failsAs(
        "bad_time timestamp",
        "{'type':'track','userId':'u','event':'x','timestamp':'1970-01-01T00:00:00Z'}");
    failsAs("no_account context.groupId", "{'type':'track','userId':'nobody','event':'x'}");
  }

  @Test
  void bytesThatAreNoTextFailOnlyTheirMessage() {
    byte[] body =
        ("{'batch':[{'type':'track','messageId':'bad','userId':'u','event':'caf#'}," + GOOD + "]}")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    body[new String(body, StandardCharsets.UTF_8).indexOf('#')] = (byte) 0xe9;
    stream.sendBytes(Wire.BATCH, body);
    stream.arrivals.load();
    assertThat(stream.failures()).containsExactly("not_utf8 ");
    assertThat(stream.failed().getFirst().raw()).contains((byte) 0xe9);
    assertThat(stream.failed().getFirst().messageId()).isEqualTo("bad");
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("good");
  }

  @Test
  void oddTextIsStoredAsTextThatEveryStoreHolds() {
    stream.load(
        "{'type':'track','messageId':'a','userId':'u','event':'x\\u0000y','context':{'groupId':'acme'},"
            + "'properties':{'half':'\\ud800','big':1e308,'nan':NaN,'deep':"
            + "{'a':".repeat(200)
            + "1"
            + "}".repeat(200)
            + "}}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "name")).containsExactly("x\uFFFDy");
    assertThat(stream.facts(FactType.USAGE_EVENT, "properties").getFirst())
        .contains("\"half\":\"\uFFFD\"", "\"big\":\"1e308\"", "\"nan\":\"NaN\"", "deep.a.a.a.a");
  }

  @Test
  void aRequestThatTheWarehouseRefusesIsKeptAndHoldsUpNoOther() {
    refuse("poison");
    stream.send(Wire.BATCH, "{'batch':[" + GOOD + "]}");
    stream.send(
        Wire.BATCH, "{'batch':[" + GOOD.replace("good", "bad").replace("'x'", "'poison'") + "]}");
    stream.send(Wire.BATCH, "{'batch':[" + GOOD.replace("good", "behind") + "]}");

    assertThat(stream.arrivals.load()).isEqualTo(3);

    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("behind", "good");
    FailedEvent kept = stream.failed().getFirst();
    assertThat(kept.code()).isEqualTo("not_storable");
    assertThat(kept.says()).contains("constraint failed");
    assertThat(new String(kept.raw(), StandardCharsets.UTF_8)).contains("poison");
  }

  /** Makes the table of usage events refuse a name, as a store with a fault would. */
  private void refuse(String eventName) {
    stream.warehouse.write(writer -> {
      List<String> columns =
          writer
              .sql()
              .fetch(
                  "select column_name || ' ' || data_type from information_schema.columns"
                      + " where table_name = 'fact_usage_event' order by ordinal_position")
              .map(row -> String.valueOf(row.get(0)));
      writer.sql().execute("drop table fact_usage_event");
      writer
          .sql()
          .execute(
              "create table fact_usage_event (%s, check (name <> '%s'))"
                  .formatted(String.join(", ", columns), eventName));
      return true;
    });
  }

  @Test
  void aRecordThatTheDiskDamagedIsKeptWithItsReasonAndTheRestIsLoaded() throws IOException {
    stream.send(Wire.BATCH, "{'batch':[" + GOOD + "]}");
    stream.send(Wire.BATCH, "{'batch':[" + GOOD.replace("good", "bad") + "]}");
    stream.send(Wire.BATCH, "{'batch':[" + GOOD.replace("good", "behind") + "]}");
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(
            file,
            bytes.replace("'bad'".replace('\'', '"'), "\"ba?\""),
            StandardCharsets.ISO_8859_1);
      }
    }

    stream.arrivals.load();

    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("behind", "good");
    FailedEvent kept = stream.failed().getFirst();
    assertThat(kept.code()).isEqualTo("damaged");
    assertThat(new String(kept.raw(), StandardCharsets.UTF_8)).contains("\"ba?\"");
  }

  @Test
  void whatCannotBeReadAsARequestIsKeptWhole() {
    byte[] body = "{\"batch\":[{\"type\":\"tra".getBytes(StandardCharsets.UTF_8);
    stream
        .arrivals
        .accept(new Arrival("web", Wire.BATCH, StreamFixture.NOW, 0, "", false, body))
        .join();
    stream.arrivals.load();
    FailedEvent kept = stream.failed().getFirst();
    assertThat(kept.code()).isEqualTo("not_readable");
    assertThat(kept.raw()).isEqualTo(body);

    assertThatThrownBy(() -> stream.arrivals.failed().correct(kept.id(), "{\"batch\":[", "ann"))
        .hasMessageContaining("not JSON");
    stream
        .arrivals
        .failed()
        .correct(kept.id(), "{'batch':[%s]}".formatted(GOOD).replace('\'', '"'), "ann");
    assertThat(stream.arrivals.failed().replay(FailedFilter.open(), "ann"))
        .isEqualTo(new FailedEvents.Replayed(1, 0));
    stream.arrivals.load();
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("good");
    assertThat(stream.failures()).isEmpty();
  }

  @Test
  void aMessageIsMendedRunAgainAndItsBytesAreKept() {
    stream.load("{'type':'track','messageId':'a','userId':'u','context':{'groupId':'acme'}}");
    FailedEvent failed = stream.failed().getFirst();
    assertThat(failed.says()).isEqualTo("event is missing");
    assertThat(stream.arrivals.failed().replay(FailedFilter.open(), "ann"))
        .isEqualTo(new FailedEvents.Replayed(0, 1));
    stream
        .arrivals
        .failed()
        .correct(failed.id(), failed.current().replaceFirst("\\{", "{\"event\":\"x\","), "ann");
    assertThat(stream.arrivals.failed().replay(FailedFilter.open(), "ann"))
        .isEqualTo(new FailedEvents.Replayed(1, 0));
    assertThat(stream.facts(FactType.USAGE_EVENT, "fact_id")).containsExactly("a");
    FailedEvent resolved = stream.arrivals.failed().find(failed.id());
    assertThat(resolved.status()).isEqualTo(FailedEvent.Status.RESOLVED);
    assertThat(resolved.raw()).isEqualTo(failed.raw());
    assertThat(resolved.changedBy()).contains("ann");
    assertThatThrownBy(() -> stream.arrivals.failed().correct(failed.id(), "{}", "ann"))
        .hasMessageContaining("does not wait");
  }

  @Test
  void failedMessagesAreFoundByWhatStandsInThem() {
    stream.load(
        "{'type':'track','messageId':'a','userId':'ulrike','context':{'groupId':'acme'}}",
        "{'type':'track','messageId':'b','userId':'u','event':'Invoice paid','x':'needle'}");
    for (String search : List.of("ULRIKE", "acme")) {
      assertThat(found(search)).as(search).containsExactly("a");
    }
    for (String search : List.of("needle", "invoice", "b")) {
      assertThat(found(search)).as(search).contains("b");
    }
    assertThat(found("nothing like it")).isEmpty();
    assertThat(stream.arrivals.failed().counts())
        .extracting(FailedEvents.Count::code)
        .containsExactlyInAnyOrder("missing", "no_account");
  }

  private List<String> found(String search) {
    return stream
        .arrivals
        .failed()
        .list(new FailedFilter(FailedEvent.Status.OPEN, "", "", "", search, 0, 100))
        .stream()
        .map(FailedEvent::messageId)
        .toList();
  }
}
