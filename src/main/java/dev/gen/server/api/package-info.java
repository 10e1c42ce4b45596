/**
 * The interfaces that a server has: its own, that of OpenAI's images, that of Automatic1111, the
 * page, and what watchers of servers ask for.
 *
 * <p>Each takes requests apart into jobs for the {@link dev.gen.server.desk.Desk} and spells what
 * comes of them; none knows another.
 */
package dev.gen.server.api;
