/**
 * From a prompt to token ids: tokenizers as the models ship them, and the prompt syntax of users.
 *
 * <p>Read {@link dev.gen.text.Tokenizer} first; {@link dev.gen.text.Tokenizers} opens one from a
 * model's folder, and {@link dev.gen.text.PromptSyntax} turns a prompt into weighted chunks of
 * tokens. No network is run here, and none of ONNX Runtime may be imported; of the other rooms only
 * {@code error} may.
 */
package dev.gen.text;
