/**
 * Released tracking clients as they are, and a network between them and the server that fails on
 * command: {@link dev.holdfast.web.clients.Client}s send through a {@link
 * dev.holdfast.web.clients.FaultProxy}.
 *
 * <p>Allowed imports: the clients' own libraries, the browser driver and the JDK; what looks at the
 * server from outside and inside ({@link dev.holdfast.web.clients.LiveServer}) all of Holdfast.
 */
@NullMarked
package dev.holdfast.web.clients;

import org.jspecify.annotations.NullMarked;
