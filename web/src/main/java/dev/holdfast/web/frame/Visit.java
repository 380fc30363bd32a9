package dev.holdfast.web.frame;

import dev.holdfast.workspace.RecordScope;
import dev.holdfast.workspace.SignedIn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Who looks at what and as of when: the argument of every handler of a page for people who are
 * signed in.
 *
 * @param person who is signed in
 * @param scope which accounts they may see
 * @param asOf the day they look at
 * @param path the page's path
 * @param query the page's query string without the question mark; may be empty
 * @param part whether only a part of a page is asked for, by htmx
 */
public record Visit(
    SignedIn person, RecordScope scope, AsOf asOf, String path, String query, boolean part) {

  /**
   * An address within Holdfast that stays at the visit's day; every link on a page is made by this.
   *
   * @param target the path, with its own query string if it has one
   * @param parameters names and values in turn, to be added; empty values are left out
   */
  public String link(String target, Object... parameters) {
    if (parameters.length % 2 != 0) {
      throw new IllegalArgumentException("a parameter without a value");
    }
    StringBuilder address = new StringBuilder(target);
    for (int i = 0; i < parameters.length; i += 2) {
      append(address, parameters[i].toString(), parameters[i + 1].toString());
    }
    if (!asOf.today()) {
      append(address, AsOf.PARAMETER, asOf.day().toString());
    }
    return address.toString();
  }

  private static void append(StringBuilder address, String name, String text) {
    if (text.isEmpty()) {
      return;
    }
    address
        .append(address.indexOf("?") < 0 ? '?' : '&')
        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(text, StandardCharsets.UTF_8));
  }
}
