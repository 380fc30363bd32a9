package dev.holdfast.web.frame;

import org.springframework.http.HttpStatus;

/**
 * A page as a handler hands it over: which template, with what in it.
 *
 * @param template the template's path below {@code src/main/jte} without its ending; it takes
 *     {@code Frame frame} and the model under the name {@code model}
 * @param title what the browser's tab says
 * @param section where in the rail it belongs
 * @param model what the template shows
 * @param status the answer's status
 */
public record Page(
    String template, String title, Section section, Object model, HttpStatus status) {

  /** A page that is found where it was looked for. */
  public static Page of(String template, String title, Section section, Object model) {
    return new Page(template, title, section, model, HttpStatus.OK);
  }

  /** The same page with another status. */
  public Page with(HttpStatus other) {
    return new Page(template, title, section, model, other);
  }
}
