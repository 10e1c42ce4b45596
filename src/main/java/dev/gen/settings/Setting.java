package dev.gen.settings;

/**
 * A value that was set beforehand.
 *
 * @param name of its option, without the hyphens before it
 * @param value a text, a number, a boolean or a list, as it was read
 * @param source where it was set, in words
 */
public record Setting(String name, Object value, String source) {}
