package dev.gen.cli;

import dev.gen.image.ExistingFile;
import dev.gen.image.ImageFiles;
import dev.gen.image.PictureDifference;
import dev.gen.image.RgbImage;
import dev.gen.job.Job;
import dev.gen.record.PictureFile;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen verify}: makes pictures again and compares. */
@Command(
    name = "gen verify",
    description = {
      "Makes pictures again from their records and compares; exit code 6 if one differs by more",
      "than the tolerance. Nothing is written."
    })
final class VerifyCommand extends BaseCommand {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures with records.")
  private List<Path> files;

  @Option(
      names = "--tolerance",
      paramLabel = "LEVELS",
      defaultValue = "2",
      description =
          "The largest difference that counts as none, 0 to 255 (default: ${DEFAULT-VALUE}: other"
              + " processors round otherwise).")
  private int tolerance;

  @Option(names = "--json", description = "Say it as a line of JSON for each picture.")
  private boolean json;

  @Option(
      names = "--update",
      description = "Accept what differs: write it in place of the picture.")
  private boolean update;

  @Option(
      names = "--accept-difference",
      description = "Take files of the recorded names, even if they are not the recorded ones.")
  private boolean accepts;

  @Mixin private final StudioOptions studio = new StudioOptions();

  VerifyCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw misread("there is no file " + file);
      }
    }
    DifferenceReport report =
        new DifferenceReport(terminal(), json, CompareCommand.checked(tolerance));
    boolean same = true;
    try (Studio open = files.size() == 1 ? studio.openForOne() : studio.openForMany()) {
      for (Path file : files) {
        same &= verified(file, open, report);
      }
    }
    return same ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  /** Returns whether a picture is still made, or is now taken as it is made. */
  private boolean verified(Path file, Studio open, DifferenceReport report) {
    Job recorded = RecordedJob.read(file, terminal());
    Plan plan = open.plan(accepts ? RecordedJob.ofAnyFiles(recorded) : recorded);
    List<GeneratedImage> made = new ArrayList<>();
    open.draw(
        plan,
        new GenerationListener() {
          @Override
          public void finished(GeneratedImage image) {
            made.add(image);
          }
        });
    RgbImage image = made.get(0).image();
    boolean same = report.tell(file.toString(), PictureDifference.of(ImageFiles.read(file), image));
    if (!same && update) {
      PictureFile.write(image, Optional.of(plan.record(made.get(0))), file, ExistingFile.REPLACE);
    }
    return same || update;
  }
}
