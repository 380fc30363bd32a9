package dev.holdfast.web.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows around a page: the first parameter of every page's template.
 *
 * @param title what the browser's tab says
 * @param section where in the rail the page belongs
 * @param visitor who looks and as of when; null when nobody is signed in
 * @param rail the places to go, in their order
 * @param freshness how fresh what is shown is
 * @param formToken the token every form repeats
 * @param assets the addresses of the style sheet and scripts
 * @param today the present date in the company's zone
 * @param asOfFields what else is in the page's address, for the form that picks another day
 * @param narrow whether the person wants the rail to show signs only
 */
public record Frame(
    String title,
    Section section,
    @Nullable Visit visitor,
    List<Place> rail,
    Freshness freshness,
    String formToken,
    Assets assets,
    LocalDate today,
    List<Field> asOfFields,
    boolean narrow) {

  /** A place in the rail. */
  public record Place(Section section, String link, boolean here) {}

  /** A name and value that a form carries along. */
  public record Field(String name, String text) {}

  /** Who looks and as of when, on a page for people who are signed in. */
  public Visit visit() {
    return Optional.ofNullable(visitor)
        .orElseThrow(() -> new IllegalStateException("nobody is signed in on this page"));
  }

  /** Where the sign of Holdfast leads: the first place in the rail. */
  public String home() {
    return rail.isEmpty() ? visit().link("/keys") : rail.getFirst().link();
  }

  /** Whether the rail has this place, so that a link to it leads somewhere. */
  public boolean has(Section place) {
    return rail.stream().anyMatch(each -> each.section() == place);
  }

  /** The page's own address as of today. */
  public String todayLink() {
    String query =
        asOfFields.stream()
            .map(field -> encoded(field.name()) + "=" + encoded(field.text()))
            .collect(Collectors.joining("&"));
    return visit().path() + (query.isEmpty() ? "" : "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
