package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.ExistingFile;
import dev.gen.image.PngFile;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.job.JobJson;
import dev.gen.record.PictureFile;
import dev.gen.record.container.PictureTexts;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Pictures;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgainVerifyCompareTest {

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path drawn(String name, String... more) {
    String[] args = new String[more.length + 5];
    System.arraycopy(more, 0, args, 0, more.length);
    String[] end = {"a red cat", "--steps", "3", "-o", file(name).toString()};
    System.arraycopy(end, 0, args, more.length, 5);
    CommandLineRun run = tiny(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return file(name);
  }

  private static Job record(Path file) {
    return JobJson.read(PictureTexts.read(file).byKeyword().get(PictureTexts.GEN));
  }

  private static RgbImage brightened(RgbImage image, int levels) {
    byte[] rgb = image.rgb().clone();
    rgb[0] = (byte) ((rgb[0] & 0xFF) > 127 ? rgb[0] - levels : rgb[0] + levels);
    return new RgbImage(image.width(), image.height(), rgb);
  }

  @Test
  void makesAPictureAgainFromWhatItSaysOfItself() {
    Path start = drawn("start.png", "--seed", "1");
    Path one = drawn("one.png", "--init-image", start.toString(), "--sampler", "euler_a");

    CommandLineRun run = gen("again", one.toString(), "-o", file("two.png").toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Pictures.read(file("two.png")).rgb()).isEqualTo(Pictures.read(one).rgb());
    assertThat(record(file("two.png"))).isEqualTo(record(one));
  }

  @Test
  void changesWhatIsSaidAnew() {
    Path one = drawn("one.png");

    gen("again", one.toString(), "--steps", "5", "--prompt", "a dog", "-o", "" + file("two.png"));

    assertThat(record(file("two.png")))
        .isEqualTo(record(one).with(Field.STEPS, 5).with(Field.PROMPT, "a dog"));
  }

  @Test
  void refusesOtherFilesThanTheRecordedOnesUnlessTold() {
    Path start = drawn("start.png", "--seed", "1");
    Path one = drawn("one.png", "--init-image", start.toString());
    drawn("start.png", "--seed", "2", "--force");

    CommandLineRun refused = gen("again", one.toString(), "-o", file("two.png").toString());
    CommandLineRun accepted =
        gen("again", one.toString(), "--accept-difference", "-o", file("two.png").toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("start.png", "not the file that the job was made with");
    assertThat(accepted.exitCode()).as(accepted.err()).isZero();
  }

  @Test
  void verifiesWhatIsStillMadeAndTellsWhatIsNot() {
    Path one = drawn("one.png");
    RgbImage image = Pictures.read(one);
    Path near = file("near.png");
    Path far = file("far.png");
    PictureFile.write(brightened(image, 2), Optional.of(record(one)), near, ExistingFile.KEEP);
    PictureFile.write(brightened(image, 9), Optional.of(record(one)), far, ExistingFile.KEEP);

    assertThat(gen("verify", one.toString(), near.toString()).exitCode()).isZero();
    CommandLineRun run = gen("verify", "--json", one.toString(), far.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run.out().lines().toList().get(0)).contains("\"identical\":true");
    assertThat(run.out().lines().toList().get(1)).contains("\"largest\":9");
    assertThat(gen("verify", far.toString(), "--tolerance", "9").exitCode()).isZero();
    assertThat(gen("verify", far.toString(), "--update").exitCode()).isZero();
    assertThat(Pictures.read(far).rgb()).isEqualTo(image.rgb());
  }

  @Test
  void comparesTwoFilesAndShowsWhereTheyDiffer() {
    Path one = drawn("one.png");
    Path two = file("two.png");
    PngFile.write(PngFile.encode(brightened(Pictures.read(one), 40)), two, ExistingFile.KEEP);
    Path shown = file("shown.png");

    CommandLineRun run =
        gen("compare", one.toString(), two.toString(), "--difference", shown.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(run.out()).contains("different, by at most 40 levels");
    assertThat(Pictures.read(shown).at(0, 0, 0)).isEqualTo(255);
    assertThat(Pictures.read(shown).at(1, 1, 1)).isZero();
    assertThat(gen("compare", one.toString(), one.toString()).out()).contains("identical");
  }

  @Test
  void saysWhatCannotBeComparedOrMadeAgain() {
    Path one = drawn("one.png");
    Path wide = drawn("wide.png", "--width", "96");
    Path bare = file("bare.png");
    PngFile.write(PngFile.encode(Pictures.read(one)), bare, ExistingFile.KEEP);

    assertThat(gen("compare", one.toString(), wide.toString()).err())
        .contains("64x64 and 96x64; only pictures of one size");
    assertThat(gen("again", bare.toString()).err()).contains("no record of how it was made");
    assertThat(gen("verify", "no-such.png").err()).contains("no file no-such.png");
    assertThat(gen("again", "and", "again").err()).contains("gen \"again and again\"");
    assertThat(gen("compare", "" + one, "" + one, "--tolerance", "300").err())
        .contains("--tolerance is 300, expected 0 to 255");
  }
}
