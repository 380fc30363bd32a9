package dev.holdfast.health;

/**
 * What a refresh did.
 *
 * @param rows scores that were computed and stored
 */
public record Refreshed(int rows) {}
