/**
 * Pictures for others, over HTTP.
 *
 * <p>Read {@link dev.gen.server.PictureServer} first: it joins {@code http} (requests and who may
 * make them), {@code desk} (jobs and when they are drawn) and {@code api} (how both are spelled).
 */
package dev.gen.server;
