/**
 * Who may come in and open what: sessions by cookie, passwords, form tokens, and the circles of
 * roles each page is open to.
 *
 * <p>A page says who may open it with {@link dev.holdfast.web.access.OpenTo}; the {@link
 * dev.holdfast.web.access.Doorman} enforces it, and the server does not start while a page says
 * nothing.
 *
 * <p>Allowed imports: {@code base}, {@code workspace}.
 */
@NullMarked
package dev.holdfast.web.access;

import org.jspecify.annotations.NullMarked;
