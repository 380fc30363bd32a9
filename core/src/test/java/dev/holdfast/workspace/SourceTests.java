package dev.holdfast.workspace;

import static dev.holdfast.workspace.WorkspaceFixture.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.workspace.Sources.Known;
import dev.holdfast.workspace.Sources.Refused;
import dev.holdfast.workspace.Sources.Why;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTests {

  @TempDir Path folder;
  private WorkspaceFixture fixture;
  private Source crm;

  @BeforeEach
  void open() {
    fixture = new WorkspaceFixture(folder);
    crm = sources().add("crm", TEST);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Sources sources() {
    return fixture.workspace.sources();
  }

  @Test
  void aKeyOpensTheDoorForItsSource() {
    NewKey ofCrm = sources().newKey(crm.id(), TEST);
    NewKey ofShop = sources().newKey(sources().add("web-shop_2", TEST).id(), TEST);
    assertThat(sources().check(ofCrm.secret())).isEqualTo(new Known("crm", ofCrm.key().id()));
    assertThat(sources().check(ofShop.secret()))
        .isEqualTo(new Known("web-shop_2", ofShop.key().id()));
  }

  @Test
  void aSecretStartsWithItsKindAndTheKeyShowsItsEndOnly() {
    NewKey made = sources().newKey(crm.id(), TEST);
    assertThat(made.secret()).matches("hfw_[A-Za-z0-9_-]{43}").endsWith(made.key().hint());
    assertThat(made.key().hint()).hasSize(4);
    assertThat(made.key().createdBy()).isEqualTo(TEST.name());
    assertThat(made.key().endsAt()).isEmpty();
    assertThat(made.toString()).contains(made.key().hint()).doesNotContain(made.secret());
  }

  @Test
  void aSecretOfNoKeyIsUnknown() {
    String secret = sources().newKey(crm.id(), TEST).secret();
    String withoutStart = secret.substring("hfw_".length());
    String hash = Tokens.hash(secret);
    assertThat(Stream.of("", "hfw_", withoutStart, secret + " ", hash).map(sources()::check))
        .containsOnly(new Refused(Why.UNKNOWN));
  }

  @Test
  void theFileHoldsTheHashOfASecretButNotTheSecret() throws Exception {
    NewKey first = sources().newKey(crm.id(), TEST);
    NewKey second = sources().rotate(first.key().id(), TEST);
    String open = everyByteOfTheWorkspace();
    fixture.workspace.close();
    for (String bytes : List.of(open, everyByteOfTheWorkspace())) {
      for (NewKey key : List.of(first, second)) {
        assertThat(bytes.contains(Tokens.hash(key.secret()))).as("the hash").isTrue();
        String random = key.secret().substring("hfw_".length());
        assertThat(bytes.contains(random)).as("the secret").isFalse();
      }
    }
  }

  private String everyByteOfTheWorkspace() throws Exception {
    StringBuilder bytes = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return bytes.toString();
  }

  @Test
  void theCheckAsksTheMemoryOnly() {
    NewKey made = sources().newKey(crm.id(), TEST);
    fixture.workspace.close();
    assertThat(sources().check(made.secret())).isInstanceOf(Known.class);
    assertThat(sources().check("hfw_other")).isEqualTo(new Refused(Why.UNKNOWN));
  }

  @Test
  void sourcesAreListedByNameWithTheirKeysNewestFirst() {
    Source billing = sources().add("billing", TEST);
    WriteKey first = sources().newKey(crm.id(), TEST).key();
    WriteKey second = sources().newKey(crm.id(), TEST).key();
    sources().revoke(first.id(), TEST);
    List<Source> all = sources().all();
    assertThat(all).extracting(Source::name).containsExactly("billing", "crm");
    assertThat(all.getFirst()).isEqualTo(billing);
    assertThat(all.getLast().keys())
        .extracting(WriteKey::id)
        .as("a key that has ended stays in the list")
        .containsExactly(second.id(), first.id());
    assertThat(sources().find(crm.id())).isEqualTo(all.getLast());
  }

  @Test
  void sourcesAndKeysOutliveARestart() {
    NewKey works = sources().newKey(crm.id(), TEST);
    NewKey revoked = sources().newKey(crm.id(), TEST);
    sources().revoke(revoked.key().id(), TEST);
    List<Source> before = sources().all();
    fixture.reopen();
    assertThat(sources().all()).isEqualTo(before);
    assertThat(sources().check(works.secret())).isEqualTo(new Known("crm", works.key().id()));
    assertThat(sources().check(revoked.secret())).isEqualTo(new Refused(Why.REVOKED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "CRM", "-crm", "_crm", "crm ", "c.rm", "crm\n", "ürm", "crm/1"})
  void aNameThatFactsShouldNotCarryIsRefused(String name) {
    assertBadRequest(() -> sources().add(name, TEST), "a-z, 0-9, - and _");
    assertThat(sources().all()).containsExactly(crm);
  }

  @Test
  void aNameHasAtMostFortyCharacters() {
    assertThat(sources().add("0".repeat(40), TEST).name()).hasSize(40);
    assertBadRequest(() -> sources().add("0".repeat(41), TEST), "1 to 40 characters");
  }

  @Test
  void aNameIsGivenOnce() {
    assertBadRequest(() -> sources().add("crm", TEST), "a source with the name crm already");
    assertThat(fixture.workspace.audit().about("source", "crm")).hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertNotFound(() -> sources().find(new SourceId(99)), "no source with number 99");
    assertNotFound(() -> sources().newKey(new SourceId(99), TEST), "no source with number 99");
    assertNotFound(() -> sources().rotate(new WriteKeyId(99), TEST), "no write key with number 99");
    assertNotFound(() -> sources().revoke(new WriteKeyId(99), TEST), "no write key with number 99");
  }

  @Test
  void theAuditTellsEveryChangeButNoSecret() {
    NewKey first = sources().newKey(crm.id(), TEST);
    NewKey second = sources().rotate(first.key().id(), TEST);
    sources().revoke(first.key().id(), TEST);
    List<Audit.Entry> entries = fixture.workspace.audit().latest(10);
    assertThat(entries)
        .extracting(Audit.Entry::action, Audit.Entry::subjectKind, Audit.Entry::subjectId)
        .containsExactly(
            tuple("revoked", "write key", "crm/1"),
            tuple("added", "write key", "crm/2"),
            tuple("rotated", "write key", "crm/1"),
            tuple("added", "write key", "crm/1"),
            tuple("added", "source", "crm"));
    Audit.Entry rotated = entries.get(2);
    assertThat(rotated.actor()).isEqualTo(TEST.name());
    assertThat(rotated.beforeJson()).contains("\"endsAt\":null", first.key().hint());
    assertThat(rotated.afterJson()).contains("\"endsAt\":\"2026-03-10T09:00:00.123456Z\"");
    for (NewKey key : List.of(first, second)) {
      String random = key.secret().substring("hfw_".length());
      assertThat(entries.toString()).doesNotContain(random, Tokens.hash(key.secret()));
    }
  }

  private static void assertBadRequest(ThrowingCallable call, String sentence) {
    assertRefused(call, ErrorCode.BAD_REQUEST, sentence);
  }

  private static void assertNotFound(ThrowingCallable call, String sentence) {
    assertRefused(call, ErrorCode.NOT_FOUND, sentence);
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code, String sentence) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
