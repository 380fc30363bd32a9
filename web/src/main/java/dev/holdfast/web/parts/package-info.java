/**
 * The parts pages are made of: words for numbers, dates and money; bands; charts as SVG.
 *
 * <p>Templates call them; they know nothing of requests.
 *
 * <p>Allowed imports: {@code base}.
 */
@NullMarked
package dev.holdfast.web.parts;

import org.jspecify.annotations.NullMarked;
