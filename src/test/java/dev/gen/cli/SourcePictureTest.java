package dev.gen.cli;

import static dev.gen.cli.Commands.tiny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.RgbImage;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePictureTest {

  @TempDir Path folder;

  /** Writes a picture whose left half is black and whose right half is white. */
  private Path halves(String name, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = width / 2; x < width; x++) {
        image.setRGB(x, y, 0xFFFFFF);
      }
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private CommandLineRun draw(String name, String... more) {
    String[] args = Arrays.copyOf(more, more.length + 5);
    args[more.length] = "a red cat";
    args[more.length + 1] = "-o";
    args[more.length + 2] = folder.resolve(name).toString();
    args[more.length + 3] = "--seed";
    args[more.length + 4] = "7";
    return tiny(args);
  }

  private RgbImage picture(String name, String... more) {
    CommandLineRun run = draw(name, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Pictures.read(folder.resolve(name));
  }

  @Test
  void warnsOfAMaskThatSelectsNothing() throws IOException {
    Path hole = folder.resolve("hole.png");
    BufferedImage mask = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 64 * 32; i++) {
      mask.setRGB(i % 64, i / 64, 0xFF000000);
    }
    ImageIO.write(mask, "png", hole.toFile());
    String source = halves("in.png", 64, 64).toString();

    CommandLineRun run = draw("out.png", "--init-image", source, "--mask", hole.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning: the mask selects nothing");
  }

  @Test
  void leavesLessToTheSeedAtLessStrength() throws IOException {
    String source = halves("in.png", 100, 80).toString();

    assertThat(differenceOfSeeds(source, "0.1")).isLessThan(differenceOfSeeds(source, "0.9") / 2);
  }

  private double differenceOfSeeds(String source, String strength) {
    String[] options = {"--init-image", source, "--strength", strength, "--steps", "10"};
    byte[] one = picture("one" + strength + ".png", options).rgb();
    options = Arrays.copyOf(options, options.length + 2);
    options[6] = "--rng";
    options[7] = "numpy";
    byte[] two = picture("two" + strength + ".png", options).rgb();
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xFF) - (two[i] & 0xFF));
    }
    return sum;
  }

  @Test
  void paintsOnlyWhereTheMaskIsWhite() throws IOException {
    String source = halves("in.png", 64, 64).toString();
    String mask = halves("mask.png", 64, 64).toString();

    RgbImage one = picture("one.png", "--init-image", source, "--mask", mask);
    RgbImage two = picture("two.png", "--init-image", source, "--mask", mask, "-n", "sky");

    for (int x = 0; x < 64; x++) {
      assertThat(one.at(x, 5, 0) == two.at(x, 5, 0) || x >= 32).as("column %d", x).isTrue();
    }
    assertThat(one.at(50, 20, 0)).isNotEqualTo(two.at(50, 20, 0));
  }

  private void refused(CommandLineRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(words);
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void refusesAMaskOfAnotherSize() throws IOException {
    String source = halves("in.png", 64, 64).toString();
    String mask = halves("mask.png", 64, 32).toString();

    refused(draw("out.png", "--init-image", source, "--mask", mask), "64x32", "expected 64x64");
  }

  @Test
  void refusesAMaskOrAStrengthWithoutAPicture() throws IOException {
    refused(draw("out.png", "--mask", halves("mask.png", 64, 64).toString()), "--init-image");
    refused(draw("out.png", "--strength", "0.5"), "--init-image");
  }

  @Test
  void refusesAStrengthOutOfRange() throws IOException {
    String source = halves("in.png", 64, 64).toString();

    refused(draw("out.png", "--init-image", source, "--strength", "0"), "--strength is 0");
    refused(draw("out.png", "--init-image", source, "--strength", "NaN"), "--strength is NaN");
  }

  @Test
  void refusesAFileThatIsNoPicture() throws IOException {
    Path text = Files.writeString(folder.resolve("in.png"), "not a picture");

    refused(draw("out.png", "--init-image", text.toString()), "in.png");
    refused(draw("out.png", "--init-image", folder.resolve("no.png").toString()), "no.png");
  }
}
