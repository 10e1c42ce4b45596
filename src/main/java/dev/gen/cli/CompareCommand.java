package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ExistingFile;
import dev.gen.image.ImageFiles;
import dev.gen.image.PictureDifference;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen compare}: says how far two pictures are apart. */
@Command(
    name = "gen compare",
    description = "Says how far two pictures are apart; exit code 6 if further than the tolerance.")
final class CompareCommand extends BaseCommand {

  @Parameters(index = "0", paramLabel = "A", description = "A picture.")
  private Path one;

  @Parameters(index = "1", paramLabel = "B", description = "A picture of the same size.")
  private Path other;

  @Option(
      names = "--tolerance",
      paramLabel = "LEVELS",
      defaultValue = "0",
      description = "The largest difference that counts as none, 0 to 255 (default: 0).")
  private int tolerance;

  @Option(names = "--json", description = "Say it as a line of JSON.")
  private boolean json;

  @Option(
      names = "--difference",
      paramLabel = "FILE",
      description = "Also write the differences as a PNG: black where there is none.")
  private Path difference;

  CompareCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    RgbImage first = read(one);
    RgbImage second = read(other);
    PictureDifference found = PictureDifference.of(first, second);
    if (difference != null) {
      PngFile.write(
          PngFile.encode(PictureDifference.shown(first, second)), difference, ExistingFile.REPLACE);
    }
    DifferenceReport report = new DifferenceReport(terminal(), json, checked(tolerance));
    return report.tell(other.toString(), found) ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private RgbImage read(Path file) {
    if (!Files.exists(file)) {
      throw misread("there is no file " + file);
    }
    return ImageFiles.read(file);
  }

  static int checked(int tolerance) {
    if (tolerance < 0 || tolerance > 255) {
      throw new InvalidRequestException("tolerance", "is " + tolerance + ", expected 0 to 255");
    }
    return tolerance;
  }
}
