package dev.gen.cli;

import dev.gen.cli.OutputFiles.MissingFolder;
import dev.gen.cli.OutputFiles.Wishes;
import dev.gen.cli.OutputFiles.WithRecord;
import dev.gen.error.InvalidRequestException;
import dev.gen.image.ExistingFile;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.settings.Settings;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
  @Mixin private final SweepOptions sweeping = new SweepOptions();
  @Mixin private final WordOptions words = new WordOptions();
  @Mixin private final StudioOptions studio = new StudioOptions();

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    output = output == null ? settings.value("output").map(Path::of).orElse(null) : output;
    force |= settings.isOn("force");
    makesFolder |= settings.isOn("mkdir");
    bare |= settings.isOn("no-metadata");
    watching.take(settings);
    sweeping.take(settings);
    words.take(settings);
    studio.take(settings);
  }

  private Wishes wishes() {
    return new Wishes(
        existing(),
        bare ? WithRecord.NO : WithRecord.YES,
        makesFolder ? MissingFolder.MADE : MissingFolder.REFUSED);
  }

  /** Returns the jobs with nothing left open, each as one line of JSON. */
  String planned(Job job) {
    try (Studio open = words.with(studio.openForOne())) {
      return plans(job, open).stream()
          .map(drawing -> JobJson.write(drawing.plan().job()))
          .collect(Collectors.joining(System.lineSeparator()));
    }
  }

  /** Draws a job, or all of its variations, and tells how it goes. */
  void draw(Job job, Terminal terminal, Verbosity verbosity) {
    if (isPiped() && terminal.pipe().isEmpty()) {
      throw new InvalidRequestException(
          "output",
          "is -, but standard output is a terminal; pipe it, as in: gen cat -o - | feh -");
    }
    try (Studio open = words.with(isForOne(job) ? studio.openForOne() : studio.openForMany())) {
      List<Drawing> drawings = plans(job, open);
      List<OutputFiles> files = files(drawings);
      if (dry) {
        for (int i = 0; i < drawings.size(); i++) {
          Plan plan = drawings.get(i).plan();
          terminal.out().print(new DryRun(plan, open.networks(plan), studio).text(files.get(i)));
        }
        return;
      }
      Optional<SheetFile> sheet =
          sweeping.grid().map(file -> new SheetFile(file, title(job), drawings, existing()));
      Draftsman hand = new Draftsman(open, watching, studio.threads(), terminal, verbosity);
      for (int i = 0; i < drawings.size(); i++) {
        hand.draw(drawings, i, files.get(i), sheet);
      }
      sheet.ifPresent(done -> terminal.out().println(done.write()));
    }
  }

  private static String title(Job job) {
    return job.text(Field.PROMPT).orElseThrow();
  }

  private ExistingFile existing() {
    return force ? ExistingFile.REPLACE : ExistingFile.NUMBER;
  }

  private boolean isPiped() {
    return output != null && output.equals(Path.of("-"));
  }

  private boolean isForOne(Job job) {
    boolean one =
        job.whole(Field.BEST_OF).orElse(job.whole(Field.COUNT).orElse(1)) == 1
            && !watching.decodesOften();
    return one && !sweeping.isAsked() && !words.drawsAll();
  }

  /** Plans all variations, with one seed for all of them. */
  private List<Drawing> plans(Job job, Studio open) {
    List<Variation> variations =
        sweeping.variations(job, one -> words.drawsAll() ? open.combinations(one) : 0);
    List<Drawing> drawings = new ArrayList<>();
    Job same = Job.EMPTY;
    for (Variation variation : variations) {
      Plan plan = open.plan(variation.job().over(same));
      same = Job.EMPTY.with(Field.SEED, Long.toUnsignedString(plan.firstSeed()));
      drawings.add(new Drawing(variation, plan));
    }
    if (drawings.size() > 1) {
      watching.requireOneJob();
    }
    return drawings;
  }

  /** Decides where all pictures go. */
  private List<OutputFiles> files(List<Drawing> drawings) {
    int all = drawings.stream().mapToInt(drawing -> drawing.plan().count()).sum();
    String named = drawings.get(0).plan().job().text(Field.PROMPT).orElseThrow();
    OutputFiles files = OutputFiles.plan(Optional.ofNullable(output), named, all, wishes());
    List<OutputFiles> parts = new ArrayList<>();
    int before = 0;
    for (Drawing one : drawings) {
      parts.add(files.part(one.plan(), before, one.label()));
      before += one.plan().count();
    }
    return parts;
  }
}
