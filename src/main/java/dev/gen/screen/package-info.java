/**
 * The user's terminal: how large it is, what it can show, and pictures in its own language.
 *
 * <p>Read {@link dev.gen.screen.Screen} first. Knows pictures and errors only; prints nothing by
 * itself but to the terminal.
 */
package dev.gen.screen;
