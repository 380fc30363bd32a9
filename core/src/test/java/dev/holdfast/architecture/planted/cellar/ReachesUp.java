package dev.holdfast.architecture.planted.cellar;

import dev.holdfast.architecture.planted.nameless.Nobody;

/** A planted breach: an import that the room does not list. */
public record ReachesUp(Nobody nobody) {}
