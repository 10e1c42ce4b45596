/**
 * Jobs that wait, are drawn, and are done: the queue of a server, and what it lets in.
 *
 * <p>Read {@link dev.gen.server.desk.Desk} first. Knows no HTTP beyond the statuses of refusals.
 */
package dev.gen.server.desk;
