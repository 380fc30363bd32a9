package dev.holdfast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that every template and the style sheet keep. */
class TemplateTests {

  private static final Path SOURCES = Path.of("src", "main");
  private static final int MOST_CSS_BYTES = 30_000;

  private static final Pattern INLINE =
      Pattern.compile(
          "\\sstyle=|\\son[a-z]+=\"|<style|<script(?![^>]*\\ssrc=)|javascript:|\\shx-on");
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*method=\"post\"[^>]*>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern UNSAFE = Pattern.compile("\\$unsafe");

  @Test
  void noTemplateHasInlineScriptOrStyle() throws IOException {
    assertThat(found(INLINE)).isEmpty();
  }

  @Test
  void noTemplatePrintsUnescapedText() throws IOException {
    assertThat(found(UNSAFE)).isEmpty();
  }

  @Test
  void everyFormThatChangesSomethingRepeatsItsToken() throws IOException {
    List<String> forms = new ArrayList<>();
    for (Path template : templates()) {
      var matcher = FORM.matcher(Files.readString(template));
      while (matcher.find()) {
        forms.add(
            template.getFileName() + ": " + matcher.group(1).contains("template.parts.token"));
      }
    }
    assertThat(forms).hasSizeGreaterThan(3).allMatch(form -> form.endsWith("true"));
  }

  @Test
  void theStyleSheetIsSmall() throws IOException {
    assertThat(Files.size(SOURCES.resolve("resources/holdfast/web/holdfast.css")))
        .isLessThan(MOST_CSS_BYTES);
  }

  private static List<String> found(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path template : templates()) {
      pattern
          .matcher(Files.readString(template))
          .results()
          .forEach(match -> found.add(template.getFileName() + ": " + match.group()));
    }
    return found;
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve("jte"))) {
      return files.filter(file -> file.toString().endsWith(".jte")).sorted().toList();
    }
  }
}
