/**
 * What the user has set beforehand: files, profiles and variables, in the order in which they
 * count.
 *
 * <p>Start with {@link dev.gen.settings.Settings}.
 */
package dev.gen.settings;
