/**
 * Where this program keeps what it has unpacked or worked out, which files are the same, and what a
 * file is by its first bytes.
 *
 * <p>Uses the JDK and {@code error} alone.
 */
package dev.gen.files;
