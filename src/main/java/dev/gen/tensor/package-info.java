/**
 * The one holder of numbers, and its sizes.
 *
 * <p>Start with {@link dev.gen.tensor.FloatTensor}: a value, which nobody changes. Imports {@code
 * error} only; nothing native.
 */
package dev.gen.tensor;
