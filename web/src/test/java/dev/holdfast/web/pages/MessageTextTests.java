package dev.holdfast.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTextTests {

  @Test
  void eachMemberHasALineAndNothingElseChanges() {
    assertThat(MessageText.pretty("{\"a\":1.50,\"a\": [ ],\"b\":{\"c\":[1,2]}}"))
        .isEqualTo(
            """
            {
              "a": 1.50,
              "a": [],
              "b": {
                "c": [
                  1,
                  2
                ]
              }
            }\
            """);
  }

  @Test
  void whatStandsInQuotesIsLeftAlone() {
    String quoted = "\"a, {b}: \\\"c\\\\\"";
    assertThat(MessageText.pretty("[" + quoted + "]")).isEqualTo("[\n  " + quoted + "\n]");
  }

  @Test
  void prettyTextIsPrettyAlready() {
    String once = MessageText.pretty("{\"a\":{},\"b\":[{\"c\":\"d\"}]}");
    assertThat(MessageText.pretty(once)).isEqualTo(once);
  }

  @Test
  void whatIsNoJsonComesOutWithoutAFault() {
    for (String text : new String[] {"", "}", "]]", "{\"", "{\"a\":\"\\", ",,:"}) {
      assertThat(MessageText.pretty(text)).as(text).isNotNull();
    }
  }

  @Test
  void signsThatNobodySeesHaveAPicture() {
    assertThat(MessageText.visible("a\u0000b\u001bc\n\td")).isEqualTo("a\u2400b\u241bc\n\td");
  }

  @Test
  void bytesThatAreNoTextAreNamedWithTheirPlace() {
    assertThat(MessageText.notText("caf\u00e9".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(MessageText.notText("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(
            "1 byte is no text (UTF-8) and shown as \uFFFD: E9 at byte 4 (Windows-1252: \u00e9)");
    assertThat(MessageText.notText(new byte[] {-1, -1, 'a', -1, -1}))
        .startsWith("4 bytes are no text")
        .contains("FF at byte 1", "FF at byte 4")
        .doesNotContain("byte 5")
        .endsWith(", ...");
  }

  @Test
  void aWrongByteIsFoundBehindALongText() {
    byte[] bytes = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    bytes[4_500] = -1;
    assertThat(MessageText.notText(bytes)).contains("FF at byte 4,501");
  }
}
