package dev.gen.graph;

import dev.gen.graph.nodes.MergedFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A finished graph and where its weights lie.
 *
 * <p>To run it, open a session on the bytes with the configuration entry {@code
 * session.model_external_initializers_file_folder_path} set to the folder. Weights that adapters
 * change lie in a file of their own, which has to be computed before.
 *
 * @param name what the network is called, for messages
 * @param model the ONNX model; the live array, for reading only
 * @param weightFolder the absolute folder that the external data's file names are relative to
 * @param merged the file of the weights that adapters change, if there are any
 */
public record NetworkGraph(
    String name, byte[] model, Path weightFolder, Optional<MergedFile> merged) {

  /** The configuration entry of an ONNX Runtime session that takes {@link #weightFolder()}. */
  public static final String FOLDER_ENTRY = "session.model_external_initializers_file_folder_path";
}
