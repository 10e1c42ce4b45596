package dev.gen.graph;

import java.nio.file.Path;

/**
 * A finished graph and where its weights lie.
 *
 * <p>To run it, open a session on the bytes with the configuration entry {@code
 * session.model_external_initializers_file_folder_path} set to the folder; nothing else is needed,
 * because all weights of a network lie in files of one folder.
 *
 * @param name what the network is called, for messages
 * @param model the ONNX model; the live array, for reading only
 * @param weightFolder the absolute folder that the external data's file names are relative to
 */
public record NetworkGraph(String name, byte[] model, Path weightFolder) {

  /** The configuration entry of an ONNX Runtime session that takes {@link #weightFolder()}. */
  public static final String FOLDER_ENTRY = "session.model_external_initializers_file_folder_path";
}
