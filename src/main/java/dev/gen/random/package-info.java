/**
 * Seeded normal noise, each source the exact twin of a generator that users know from elsewhere.
 *
 * <p>Read {@link dev.gen.random.NoiseSource} first, then {@link dev.gen.random.NoiseKind}, the list
 * of what there is. An algorithm in this room is frozen: a changed digit changes every picture made
 * with it, so a correction is a new kind. Transcendental functions come from {@link
 * java.lang.StrictMath}, which gives the same bits on every machine. May import {@code tensor} and
 * {@code error} only.
 */
package dev.gen.random;
