package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ContactSheet;
import dev.gen.image.ExistingFile;
import dev.gen.image.PictureLikeness;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.studio.GeneratedImage;
import dev.gen.studio.GenerationListener;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gen models quantize}: what a model's pictures lose in numbers of a byte. */
@Command(
    name = "quantize",
    description =
        "Rounds a model's weights to bytes, for --precision int8, and keeps them. With --report it"
            + " draws pictures with floats and with bytes and says how alike they are.")
final class ModelsQuantizeCommand extends BaseCommand {

  private static final long SEED = 1;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model: path or name.")
  private String model;

  @Option(
      names = "--report",
      description = "Print PSNR and SSIM of each pair of pictures, and write a sheet of them.")
  private boolean report;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "Draw this; may be given several times (default: four prompts).")
  private List<String> prompts =
      List.of(
          "a red sailboat on the sea",
          "a cat in the garden",
          "a blue car in the city",
          "an owl in the forest at night");

  @Option(names = "--steps", paramLabel = "N", description = "Steps (default: the model's own).")
  private Integer steps;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "quantized.png",
      description = "The sheet (default: quantized.png).")
  private Path output;

  @Mixin private final StudioOptions studio = new StudioOptions();

  ModelsQuantizeCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run() {
    if (steps != null && steps < 1) {
      throw new InvalidRequestException("steps", "is " + steps + ", expected 1 to 1000");
    }
    if (report) {
      PngFile.check(output, ExistingFile.KEEP);
    }
    try (Studio open = studio.openForMany()) {
      if (report) {
        compare(open);
      } else {
        draw(open, wish(prompts.get(0)).with(Field.STEPS, 1).with(Field.PRECISION, "int8"));
        terminal().out().println(model + ": rounded weights are kept; see gen cache");
      }
    }
    return ExitCode.OK;
  }

  private void compare(Studio open) {
    List<RgbImage> pictures = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    terminal().out().println("   PSNR    SSIM  prompt");
    for (String prompt : prompts) {
      RgbImage floats = draw(open, wish(prompt).with(Field.PRECISION, "fp32"));
      RgbImage bytes = draw(open, wish(prompt).with(Field.PRECISION, "int8"));
      PictureLikeness likeness = PictureLikeness.of(floats, bytes);
      ratios.add(likeness.psnr());
      pictures.addAll(List.of(floats, bytes));
      terminal()
          .out()
          .printf(Locale.ROOT, "%4.1f dB  %6.4f  %s%n", likeness.psnr(), likeness.ssim(), prompt);
    }
    ratios.sort(null);
    terminal()
        .out()
        .printf(
            Locale.ROOT,
            "worst %.1f dB, median %.1f dB%n",
            ratios.get(0),
            ratios.get(ratios.size() / 2));
    terminal().out().println(sheet(pictures));
  }

  private Job wish(String prompt) {
    Job wish = Job.EMPTY.with(Field.MODEL, model).with(Field.PROMPT, prompt);
    Job seeded = wish.with(Field.SEED, SEED);
    return steps == null ? seeded : seeded.with(Field.STEPS, steps);
  }

  private static RgbImage draw(Studio open, Job job) {
    List<RgbImage> drawn = new ArrayList<>();
    open.draw(
        open.plan(job),
        new GenerationListener() {
          @Override
          public void finished(GeneratedImage image) {
            drawn.add(image.image());
          }
        });
    return drawn.get(0);
  }

  private Path sheet(List<RgbImage> pictures) {
    ContactSheet.Layout layout =
        new ContactSheet.Layout(model, List.of("fp32", "int8"), prompts, List.of());
    RgbImage first = pictures.get(0);
    ContactSheet sheet = new ContactSheet(layout, first.width(), first.height());
    for (int i = 0; i < pictures.size(); i++) {
      sheet.place(i, pictures.get(i));
    }
    return PngFile.write(PngFile.encode(sheet.picture()), output, ExistingFile.KEEP);
  }
}
