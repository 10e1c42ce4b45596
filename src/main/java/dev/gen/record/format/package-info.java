/**
 * What the records of different programs mean: each format turns the texts of a picture into the
 * same {@link dev.gen.record.PictureRecord}.
 *
 * <p>Read {@link dev.gen.record.format.RecordFiles} first; its list of formats is the registry.
 * Texts come from strangers: nothing here recurses over what they say.
 */
package dev.gen.record.format;
