/**
 * The web server: its settings and its wiring. {@link dev.holdfast.web.WebServer} is the door.
 *
 * <p>Who may come in is in {@code web.access}, what surrounds a page in {@code web.frame}, the
 * pages themselves in {@code web.pages} (which tells how to add one), charts and words in {@code
 * web.parts}.
 *
 * <p>Allowed imports: the public types of the core and the packages below this one.
 */
@NullMarked
package dev.holdfast.web;

import org.jspecify.annotations.NullMarked;
