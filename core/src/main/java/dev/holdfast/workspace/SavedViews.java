package dev.holdfast.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Filters, orders and columns of a page that somebody gave a name. */
public interface SavedViews {

  /**
   * One saved view.
   *
   * @param page the page's path, such as "/accounts"
   * @param query the page's query string without the question mark
   * @param shared whether everybody sees it, not only its owner
   */
  record View(
      long id,
      UserId owner,
      String page,
      String name,
      String query,
      boolean shared,
      Instant updatedAt) {}

  /** Saves a view; one of the same owner, page and name is replaced. */
  View save(UserId owner, String page, String name, String query, boolean shared);

  /** Removes a view if it is the owner's. */
  void remove(UserId owner, long id);

  /** One view, if the person may see it. */
  Optional<View> find(UserId person, long id);

  /** A page's views that a person may see, by name: their own and the shared ones. */
  List<View> visible(UserId person, String page);
}
