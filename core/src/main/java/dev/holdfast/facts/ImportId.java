package dev.holdfast.facts;

/** One delivery of facts: a file, a stream that was opened, a replay. */
public record ImportId(long number) {}
