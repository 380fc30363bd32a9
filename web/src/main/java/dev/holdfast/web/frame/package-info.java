/**
 * The frame every page is put into: what a page knows of its visit, how it hands over its template,
 * the rail and bar around it, static assets, and what happens when something fails.
 *
 * <p>How to add a page is told in {@link dev.holdfast.web.pages}.
 *
 * <p>Allowed imports: {@code base}, {@code workspace}, {@code web.access}, {@code web.parts}.
 */
@NullMarked
package dev.holdfast.web.frame;

import org.jspecify.annotations.NullMarked;
