/**
 * Models that draw a picture as a sequence of tokens, row after row.
 *
 * <p>Start with {@link dev.gen.model.tokens.TokenModel}. Knows of no diffusion.
 */
package dev.gen.model.tokens;
