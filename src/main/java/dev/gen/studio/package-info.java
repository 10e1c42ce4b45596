/**
 * Where jobs become pictures: planned, encoded, drawn and decoded, with networks on loan.
 *
 * <p>Start with {@link dev.gen.studio.Studio}. Imports neither {@code cli} nor any container of
 * pictures.
 */
package dev.gen.studio;
