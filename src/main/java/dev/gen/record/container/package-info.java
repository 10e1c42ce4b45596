/**
 * The texts that picture files carry beside their pixels: out of PNG, JPEG and WebP, and into them.
 *
 * <p>Read {@link dev.gen.record.container.PictureTexts} first; there is one small class for each
 * kind of file. What the texts mean is not known here. Files come from strangers: every length in
 * them is checked, and what is read is bounded. Of the other rooms only {@code error} may be
 * imported.
 */
package dev.gen.record.container;
