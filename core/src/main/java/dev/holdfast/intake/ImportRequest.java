package dev.holdfast.intake;

import java.nio.file.Path;

/**
 * What is to be imported.
 *
 * @param file the file
 * @param mapping how its rows become facts
 * @param dryRun whether to say only what would happen
 * @param who who asks
 * @param progress who is told how far it is
 */
public record ImportRequest(
    Path file, Mapping mapping, boolean dryRun, String who, Progress progress) {}
