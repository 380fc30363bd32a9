package dev.holdfast.workspace;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Definitions that a company writes itself, each with all its versions.
 *
 * <p>A version is never changed or removed, which the database enforces; a correction is the next
 * version.
 */
public interface Definitions {

  /** What is defined. */
  enum Kind {
    HEALTH_PROFILE,
    METRIC,
    MAPPING
  }

  /**
   * One version of a definition.
   *
   * @param version counts from 1 for each kind and name
   * @param text the definition as its author wrote it
   */
  record Version(
      Kind kind, String name, int version, String text, String author, Instant createdAt) {}

  /** A text that is to be the next version of a definition, and the file that holds it. */
  record Next(Kind kind, String name, String text, Path file) {}

  /** Adds the next version, unless the text is that of the latest one, which is then returned. */
  Version save(Kind kind, String name, String text, Actor by);

  /**
   * Adds next versions and replaces their files: all of it or, when something fails, nothing.
   *
   * @return the versions, in the order of their texts
   * @throws dev.holdfast.base.HoldfastException {@code OUTSIDE_UNAVAILABLE} when a file cannot be
   *     written; then nothing was changed
   */
  List<Version> saveAll(List<Next> texts, Actor by);

  /** The latest version. */
  Optional<Version> latest(Kind kind, String name);

  /** One certain version. */
  Optional<Version> find(Kind kind, String name, int version);

  /** All versions of one definition, newest first. */
  List<Version> history(Kind kind, String name);

  /** The version of each definition that was the latest at an instant, by name. */
  List<Version> asOf(Kind kind, Instant asOf);
}
