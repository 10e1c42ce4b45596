package dev.gen.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.error.InvalidRequestException;
import dev.gen.record.PictureRecord;
import dev.gen.record.format.RecordFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen info}: says what made pictures. */
@Command(
    name = "gen info",
    description = {
      "Says what made a picture, as far as its record tells: one of gen, Automatic1111 and its",
      "relatives, ComfyUI, InvokeAI, NovelAI and others, in PNG, JPEG or WebP."
    },
    footer = {
      "",
      "Exit codes: 0 all files were read, with or without a record; 2 some could not be."
    })
final class InfoCommand extends BaseCommand {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.")
  private List<Path> files;

  @Option(names = "--json", description = "One JSON object a line for each file.")
  private boolean json;

  InfoCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    int exitCode = ExitCode.OK;
    for (Path file : files) {
      try {
        PictureRecord record = RecordFiles.read(file);
        show(file, record);
      } catch (InvalidRequestException e) {
        exitCode = ExitCode.USAGE;
        terminal().err().println("gen: " + CommandTable.oneLine(e));
      }
    }
    return exitCode;
  }

  private void show(Path file, PictureRecord record) {
    PrintWriter out = terminal().out();
    if (json) {
      ObjectNode line = JsonNodeFactory.instance.objectNode().put("file", file.toString());
      out.println(line.setAll(record.toJson()));
    } else {
      out.print(InfoText.of(file, record));
    }
    out.flush();
  }
}
