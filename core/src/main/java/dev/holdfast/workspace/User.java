package dev.holdfast.workspace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who uses Holdfast.
 *
 * @param signInName what they type to sign in, usually an e-mail address; lower case
 * @param name what others see
 * @param team the team they belong to; null when none
 * @param csmId how facts name them as the one who looks after an account; null when they do not
 * @param active whether they may sign in
 * @param hasPassword whether they have chosen a password yet
 */
public record User(
    UserId id,
    String signInName,
    String name,
    Role role,
    Scope scope,
    @Nullable String team,
    @Nullable String csmId,
    boolean active,
    boolean hasPassword,
    Instant createdAt) {}
