package dev.gen.cli;

import dev.gen.cli.OutputFiles.MissingFolder;
import dev.gen.cli.OutputFiles.Wishes;
import dev.gen.cli.OutputFiles.WithRecord;
import dev.gen.image.ExistingFile;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.settings.Settings;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.HeardByAll;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import dev.gen.studio.cost.CostBook;
import dev.gen.studio.cost.CostMeter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the pictures of one job go; draws them. */
final class DrawOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The PNG or JPEG to write, or a folder to write a new file in; several pictures get -1,"
              + " -2, ... before the ending. Without it the file is named after the prompt and the"
              + " seed.")
  private Path output;

  @Option(names = "--force", description = "Replace the file of -o if it exists.")
  private boolean force;

  @Option(names = "--mkdir", description = "Make the folder of -o if it is missing.")
  private boolean makesFolder;

  @Option(
      names = "--no-metadata",
      description = "Write the pixels alone; the picture cannot say how it was made.")
  private boolean bare;

  @Option(
      names = "--dry-run",
      description =
          "Say what would be drawn, loaded and written, how long it takes and how much memory, and"
              + " do nothing.")
  private boolean dry;

  @Mixin private final WatchOptions watching = new WatchOptions();
  @Mixin private final WordOptions words = new WordOptions();
  @Mixin private final StudioOptions studio = new StudioOptions();

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    output = output == null ? settings.value("output").map(Path::of).orElse(null) : output;
    force |= isSet(settings, "force");
    makesFolder |= isSet(settings, "mkdir");
    bare |= isSet(settings, "no-metadata");
    watching.take(settings);
    words.take(settings);
    studio.take(settings);
  }

  private static boolean isSet(Settings settings, String option) {
    return settings.value(option).filter("true"::equals).isPresent();
  }

  private Wishes wishes() {
    return new Wishes(
        force ? ExistingFile.REPLACE : ExistingFile.NUMBER,
        bare ? WithRecord.NO : WithRecord.YES,
        makesFolder ? MissingFolder.MADE : MissingFolder.REFUSED);
  }

  /** Returns a job with nothing left open, as one line of JSON. */
  String planned(Job job) {
    try (Studio open = words.with(studio.openForOne())) {
      return JobJson.write(open.plan(job).job());
    }
  }

  private Studio opened(Job job) {
    boolean one = job.whole(Field.COUNT).orElse(1) == 1 && !watching.decodesOften();
    return one ? studio.openForOne() : studio.openForMany();
  }

  /** Draws a job and tells how it goes. */
  void draw(Job job, Terminal terminal, Verbosity verbosity) {
    try (Studio open = words.with(opened(job))) {
      Plan plan = open.plan(job);
      String named = plan.job().text(Field.PROMPT).orElseThrow();
      OutputFiles files =
          OutputFiles.plan(Optional.ofNullable(output), named, plan.count(), wishes());
      if (dry) {
        terminal.out().print(new DryRun(plan, open.networks(plan), studio).text(files));
        return;
      }
      CostMeter meter = new CostMeter(plan.job());
      try (RunReport report = new RunReport(terminal, verbosity, files, plan)) {
        List<GenerationListener> listeners = new ArrayList<>(List.of(report, meter));
        listeners.addAll(watching.listeners(open, plan, files.existing(), report::warned));
        open.draw(plan, new HeardByAll(listeners));
      }
      meter.costs().ifPresent(c -> CostBook.ofUser().add(plan.job(), studio.threads(), c));
    }
  }
}
