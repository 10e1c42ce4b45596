package dev.gen.checkpoint.adapter;

import dev.gen.checkpoint.safetensors.StoredTensor;

/**
 * What is added to a weight, as the product of two thin matrices.
 *
 * @param left {@code [out, rank]}
 * @param right {@code [rank, in * kernel]}
 * @param scale that the product is multiplied with
 */
public record LowRank(StoredTensor left, StoredTensor right, double scale) {}
