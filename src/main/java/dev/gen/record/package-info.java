/**
 * What made a picture: read from the picture, whichever program made it, and written into it.
 *
 * <p>Read {@link dev.gen.record.PictureRecord} first. Where texts lie in a file is known in {@code
 * container}, what they mean in {@code format}.
 */
package dev.gen.record;
