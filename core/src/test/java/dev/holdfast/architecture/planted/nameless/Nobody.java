package dev.holdfast.architecture.planted.nameless;

/** A planted breach: lives in a package without package-info. */
public record Nobody() {}
