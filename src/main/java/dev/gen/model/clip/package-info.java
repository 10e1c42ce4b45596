/**
 * Models that tell how well a picture fits a text: CLIP and its kin.
 *
 * <p>Start with {@link dev.gen.model.clip.ClipModel}.
 */
package dev.gen.model.clip;
