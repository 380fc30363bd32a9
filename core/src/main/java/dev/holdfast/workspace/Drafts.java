package dev.holdfast.workspace;

import dev.holdfast.workspace.Definitions.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Definitions that are being written, at most one for each name, and what was said when they were
 * published.
 */
public interface Drafts {

  /**
   * A definition that is not in force.
   *
   * @param revision counts up with every save, for the next one to say what it was made from
   * @param note what its author says about it; may be empty
   */
  record Draft(
      Kind kind,
      String name,
      int revision,
      String text,
      String note,
      String author,
      Instant savedAt) {}

  /**
   * What was said when a version was published.
   *
   * @param version of {@link Definitions}
   * @param note what changed and why; may be empty
   * @param basis what it rests on: the test it passed, or why none was asked for
   */
  record Release(
      Kind kind,
      String name,
      int version,
      String note,
      String basis,
      String author,
      Instant releasedAt) {}

  /**
   * Saves a draft in the place of the one before.
   *
   * @param from the revision it was made from; 0 when there was no draft
   * @throws dev.holdfast.base.HoldfastException {@code BAD_REQUEST} when somebody else saved or
   *     discarded one meanwhile; then nothing was changed
   */
  Draft save(Kind kind, String name, String text, String note, int from, Actor by);

  /** The draft of a name. */
  Optional<Draft> find(Kind kind, String name);

  /** All drafts, by name. */
  List<Draft> all(Kind kind);

  /** Removes a draft; says whether there was one. */
  boolean discard(Kind kind, String name, Actor by);

  /** Notes that a version was published, and removes its draft, both or none. */
  Release release(Kind kind, String name, int version, String note, String basis, Actor by);

  /**
   * Notes in the audit why a definition is no longer in force, and takes it out, both or none.
   *
   * @param reason for those who come later; never blank
   * @param takeOut what takes it out of force; when it fails nothing is noted
   * @throws dev.holdfast.base.HoldfastException {@code BAD_REQUEST} without a reason
   */
  void retire(Kind kind, String name, String reason, Actor by, Runnable takeOut);

  /** What was said about the versions of a definition, newest first. */
  List<Release> releases(Kind kind, String name);
}
