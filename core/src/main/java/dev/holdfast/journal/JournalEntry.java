package dev.holdfast.journal;

/**
 * One record of the journal.
 *
 * @param position where it begins
 * @param next where the one after it begins
 * @param payload what was appended; when it is not sound, the bytes that stand there instead
 * @param sound whether the bytes are those that were appended
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record JournalEntry(long position, long next, byte[] payload, boolean sound) {}
