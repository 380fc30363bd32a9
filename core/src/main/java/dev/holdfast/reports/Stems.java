package dev.holdfast.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The words of a subject brought to their stems by Lucene's English analyzer, without stop words,
 * without what mail programs put before a subject, and without tokens that hold a digit, which are
 * numbers of orders and dates. A subject of which nothing else is left stands for itself.
 */
final class Stems {

  private static final Set<String> MAIL_PREFIXES = Set.of("re", "fw", "fwd", "aw", "wg");
  private static final Analyzer ENGLISH = new EnglishAnalyzer();

  private Stems() {}

  static SortedSet<String> of(String subject) {
    SortedSet<String> stems = new TreeSet<>();
    try (TokenStream tokens = ENGLISH.tokenStream("subject", subject)) {
      CharTermAttribute token = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        String stem = token.toString();
        if (stem.chars().noneMatch(Character::isDigit) && !MAIL_PREFIXES.contains(stem)) {
          stems.add(stem);
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the words of a text in memory", e);
    }
    if (stems.isEmpty()) {
      stems.add(subject.strip().toLowerCase(Locale.ROOT));
    }
    return stems;
  }
}
