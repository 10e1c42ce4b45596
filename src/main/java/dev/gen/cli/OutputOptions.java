package dev.gen.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the pictures go. */
final class OutputOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The PNG to write, or a folder to write a new file in; several pictures get -1, -2, ..."
              + " before the ending. Without it the file is named after the prompt and the seed.")
  private Path output;

  @Option(names = "--force", description = "Replace the file of -o if it exists.")
  private boolean force;

  OutputFiles toOutputFiles(String prompt, int count) {
    return OutputFiles.plan(Optional.ofNullable(output), prompt, count, force);
  }
}
