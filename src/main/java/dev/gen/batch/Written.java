package dev.gen.batch;

import java.nio.file.Path;

/**
 * A picture that is on disk.
 *
 * @param path where it lies
 * @param seed that makes it again
 * @param sha256 of its pixels: rows from the top, three bytes a pixel
 * @param seconds since the picture before it was done, or its job was begun
 */
public record Written(Path path, long seed, String sha256, double seconds) {}
