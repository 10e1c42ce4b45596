/**
 * Pictures of 8-bit pixels: from and to tensors, from the files of users, and out to PNG.
 *
 * <p>Read {@link dev.gen.image.RgbImage} first, then {@link dev.gen.image.PngFile} for what is
 * written and {@link dev.gen.image.ImageFiles} for what is read. Uses the image library of the JDK,
 * with a plug-in for WebP. Of the other rooms only {@code tensor} and {@code error} may be
 * imported.
 */
package dev.gen.image;
