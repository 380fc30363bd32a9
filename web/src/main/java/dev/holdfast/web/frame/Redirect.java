package dev.holdfast.web.frame;

/**
 * Sends the browser to look at another page, after a form was taken.
 *
 * @param target a path within Holdfast; {@link Visit#link} makes one that stays at the visit's day
 */
public record Redirect(String target) {

  public Redirect {
    if (!isOurs(target)) {
      throw new IllegalArgumentException("not a path within Holdfast: " + target);
    }
  }

  /** Whether a target is a path within Holdfast, and not another site in disguise. */
  public static boolean isOurs(String target) {
    return target.startsWith("/")
        && !target.startsWith("//")
        && target.chars().noneMatch(c -> c < ' ' || c == '\\' || c > '~');
  }
}
