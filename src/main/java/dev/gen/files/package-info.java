/**
 * Where this program keeps what it has worked out, and which files are the same.
 *
 * <p>Uses the JDK and {@code error} alone.
 */
package dev.gen.files;
