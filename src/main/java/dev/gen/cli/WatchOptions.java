package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.AnimationFormat;
import dev.gen.image.ExistingFile;
import dev.gen.image.PictureFormat;
import dev.gen.image.PngFile;
import dev.gen.job.Field;
import dev.gen.settings.Settings;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import picocli.CommandLine.Option;

/** How somebody watches pictures come about. */
final class WatchOptions {

  private static final int USUAL_FRAMES = 16;
  private static final int MOST_FRAMES = 200;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description = "Rewrite this small PNG or JPEG of the picture while it is drawn.")
  private Path preview;

  @Option(
      names = "--animate",
      paramLabel = "FILE",
      description = "Write the way from snow to picture, too, as .gif or animated .png.")
  private Path animation;

  @Option(
      names = "--animate-frames",
      paramLabel = "N",
      description = "Frames of the animation, 2 to 200, each decoded (default: 16).")
  private Integer frames;

  @Option(
      names = "--show",
      description = "Show each picture in the terminal, in the best way that it can.")
  private boolean shows;

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    preview = preview == null ? settings.value("preview").map(Path::of).orElse(null) : preview;
    animation =
        animation == null ? settings.value("animate").map(Path::of).orElse(null) : animation;
    shows |= settings.isOn("show");
    try {
      frames =
          frames == null
              ? settings.value("animate-frames").map(Integer::valueOf).orElse(null)
              : frames;
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "animate_frames", "is set to something else than a number; gen config says where");
    }
  }

  /** Returns whether the decoder is wanted again and again, so that it should stay open. */
  boolean decodesOften() {
    return animation != null;
  }

  /** Refuses to animate several jobs into one file. */
  void requireOneJob() {
    if (animation != null) {
      throw new InvalidRequestException("animate", "shows one job, not those of a sweep");
    }
  }

  /**
   * Returns who listens to the drawing of a plan.
   *
   * @param files where the pictures themselves go
   * @param report tells how the run goes
   * @throws InvalidRequestException if a file's name or the number of frames cannot be used
   * @throws dev.gen.error.OutputException if an animation could not be written
   */
  List<GenerationListener> listeners(
      Studio studio, Plan plan, OutputFiles files, RunReport report) {
    List<GenerationListener> listeners = new ArrayList<>();
    if (preview != null) {
      requireOther("preview", preview, plan, files);
      PictureFormat format = PictureFormat.required("preview", preview);
      listeners.add(new PreviewFile(preview, format, plan.painter(), report::warned));
    }
    if (shows) {
      listeners.add(new InlinePictures(report));
    }
    if (animation != null) {
      if (plan.job().has(Field.BEST_OF)) {
        throw new InvalidRequestException(
            "animate", "shows how one picture comes about, not the best of several");
      }
      IntFunction<Path> names = i -> OutputFiles.numbered(animation, i, plan.count());
      AnimationFormat format = animationFormat();
      for (int i = 0; i < plan.count(); i++) {
        requireOther("animate", names.apply(i), plan, files);
        PngFile.check(
            names.apply(i),
            files.existing() == ExistingFile.REPLACE ? ExistingFile.REPLACE : ExistingFile.KEEP);
      }
      listeners.add(
          new AnimationFile(names, format, frames(), latent -> studio.decoded(plan, latent)));
    }
    return listeners;
  }

  private static void requireOther(String field, Path file, Plan plan, OutputFiles files) {
    for (int i = 0; i < plan.count() && files.isNamed(); i++) {
      if (file.toAbsolutePath().normalize().equals(files.file(i, 0).normalize())) {
        throw new InvalidRequestException(
            field, "is " + file + ", where a picture itself goes; name another file");
      }
    }
  }

  private AnimationFormat animationFormat() {
    return AnimationFormat.ofName(animation.toString())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "animate",
                    "is \"%s\", expected a name that ends in .gif or .png; WebP is not written"
                        .formatted(animation)));
  }

  private int frames() {
    int wanted = frames == null ? USUAL_FRAMES : frames;
    if (wanted < 2 || wanted > MOST_FRAMES) {
      throw new InvalidRequestException(
          "animate_frames", "is " + wanted + ", expected 2 to " + MOST_FRAMES);
    }
    return wanted;
  }
}
