package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The word lists of the company, each under its own heading in {@code words.txt}. */
final class Words {

  private final Map<String, List<String>> lists;

  private Words(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  static Words load() {
    Map<String, List<String>> lists = new HashMap<>();
    try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
      if (in == null) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "words.txt is not in the jar");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<String> list = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.strip();
        if (text.startsWith("[")) {
          list =
              lists.computeIfAbsent(text.substring(1, text.length() - 1), k -> new ArrayList<>());
        } else if (!text.isEmpty()) {
          list.add(text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Words(lists);
  }

  /** The list under a heading. */
  List<String> list(String heading) {
    List<String> list = lists.get(heading);
    if (list == null) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "words.txt has no [" + heading + "]");
    }
    return list;
  }

  /** The list under the first heading, or under the second when there is none. */
  List<String> listOr(String heading, String otherwise) {
    List<String> list = lists.get(heading);
    return list == null ? list(otherwise) : list;
  }
}
