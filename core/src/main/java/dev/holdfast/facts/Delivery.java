package dev.holdfast.facts;

import java.time.Instant;
import java.util.Optional;

/**
 * One delivery of facts as listed on the data page.
 *
 * @param id its number
 * @param kind how it came: {@code file}, {@code stream}, {@code demo}, {@code replay}
 * @param label what a person calls it, such as the file's name
 * @param detail a JSON object with what the deliverer wants to remember: mapping, hash, counts
 * @param by who started it
 * @param startedAt when
 * @param undoneAt when it was undone, if it was
 */
public record Delivery(
    ImportId id,
    String kind,
    String label,
    String detail,
    String by,
    Instant startedAt,
    Optional<Instant> undoneAt) {}
