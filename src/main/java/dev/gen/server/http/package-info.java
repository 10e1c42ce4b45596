/**
 * Requests and replies over HTTP/1.1, with what guards them: names of hosts, origins, a token,
 * sizes and times.
 *
 * <p>Read {@link dev.gen.server.http.Router} first. The only room that imports Netty; knows no
 * picture. Of the other rooms only {@code error} may be imported.
 */
package dev.gen.server.http;
