/**
 * The addresses that products send to: Segment's tracking API as its clients use it, PostHog's
 * batches, and Holdfast's own facts.
 *
 * <p>{@link dev.holdfast.web.intake.IntakeServlet} stands beside the pages, not among them: no
 * session, no forms, no redirect. It holds no thread while a body trickles in or while the disk
 * works.
 *
 * <p>Allowed imports: the public types of the core.
 */
@NullMarked
package dev.holdfast.web.intake;

import org.jspecify.annotations.NullMarked;
