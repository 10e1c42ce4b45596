/**
 * What prompts are made of beside the user's own words: choices, wildcards and styles.
 *
 * <p>Read {@link dev.gen.words.PromptTemplate} first. Nothing here knows jobs, models or networks.
 */
package dev.gen.words;
