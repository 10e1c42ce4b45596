/**
 * Models fetched by name from a Hugging Face compatible hub: the only room that ever connects.
 *
 * <p>Start with {@link dev.gen.hub.HubPull}. Imports {@code files} and {@code error} only.
 */
package dev.gen.hub;
