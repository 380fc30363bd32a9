package dev.holdfast.web.pages;

import dev.holdfast.web.access.Circle;
import dev.holdfast.web.access.OpenTo;
import dev.holdfast.web.frame.Page;
import dev.holdfast.web.frame.Section;
import dev.holdfast.web.frame.Visit;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The keys that work everywhere; also the smallest example of a page. */
@Controller
public final class KeysPage {

  /** What the page shows. */
  public record Model(List<Key> keys, String seen) {}

  /** Keys to press and what they do. */
  public record Key(List<String> keys, String does) {}

  private static final List<Key> KEYS =
      List.of(
          new Key(List.of("/", "Ctrl K"), "Find an account"),
          new Key(List.of("j", "k"), "Move down and up in a table"),
          new Key(List.of("Enter"), "Open what is marked"),
          new Key(List.of("e"), "Close the marked piece of work"),
          new Key(List.of("s"), "Put the marked piece of work off"),
          new Key(List.of("?"), "Show these keys"),
          new Key(List.of("Esc"), "Leave a field or close a window"));

  @GetMapping("/keys")
  @OpenTo(Circle.SIGNED_IN)
  Page show(Visit visit) {
    return Page.of("pages/keys", "Keys", Section.NONE, new Model(KEYS, visit.scope().reason()));
  }
}
