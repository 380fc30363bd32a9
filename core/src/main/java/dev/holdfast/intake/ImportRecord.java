package dev.holdfast.intake;

import dev.holdfast.facts.ImportId;
import java.time.Instant;
import java.util.Optional;

/**
 * An import as listed on the data page.
 *
 * @param id its number
 * @param kind {@code file} or {@code replay}
 * @param file name of the file
 * @param mapping name of the mapping
 * @param version version of the mapping
 * @param sha256 what the file's content is known by
 * @param rows what became of its rows
 * @param by who started it
 * @param at when
 * @param undoneAt when it was undone, if it was
 */
public record ImportRecord(
    ImportId id,
    String kind,
    String file,
    String mapping,
    int version,
    String sha256,
    ImportReport.Rows rows,
    String by,
    Instant at,
    Optional<Instant> undoneAt) {}
