package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.RgbImage;
import dev.gen.record.container.PictureTexts;
import dev.gen.testing.CommandLineRun;
import dev.gen.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path with the models that ship: words must show in the pictures. */
class BuiltInModelTest {

  private static final int RED = 0;
  private static final int GREEN = 1;
  private static final int BLUE = 2;

  @TempDir Path folder;

  private RgbImage draw(String prompt, String... more) {
    Path file = folder.resolve(prompt.replace(' ', '-') + more.length + ".png");
    String[] args = Arrays.copyOf(more, more.length + 5);
    args[more.length] = prompt;
    args[more.length + 1] = "--seed";
    args[more.length + 2] = "1";
    args[more.length + 3] = "-o";
    args[more.length + 4] = file.toString();
    CommandLineRun run = gen(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("warning");
    return Pictures.read(file);
  }

  /** Returns the mean of a channel over a part of the picture, given in eighths of its sides. */
  private static double mean(
      RgbImage image, int channel, int left, int top, int right, int bottom) {
    double sum = 0;
    int count = 0;
    for (int y = top * image.height() / 8; y < bottom * image.height() / 8; y++) {
      for (int x = left * image.width() / 8; x < right * image.width() / 8; x++) {
        sum += image.at(x, y, channel);
        count++;
      }
    }
    return sum / count;
  }

  private static double middle(RgbImage image, int channel) {
    return mean(image, channel, 3, 4, 5, 6);
  }

  @Test
  void drawsTheColourThatIsNamed() {
    RgbImage red = draw("a red car in the city");
    RgbImage blue = draw("a blue car in the city");

    assertThat(middle(red, RED)).isGreaterThan(middle(red, BLUE) + 20);
    assertThat(middle(blue, BLUE)).isGreaterThan(middle(blue, RED) + 20);
  }

  @Test
  void drawsTheTimeOfDayThatIsNamed() {
    RgbImage day = draw("a yellow house in the snow during the day");
    RgbImage night = draw("a yellow house in the snow at night");

    assertThat(mean(night, GREEN, 0, 0, 8, 2)).isLessThan(mean(day, GREEN, 0, 0, 8, 2) - 60);
  }

  @Test
  void drawsThePlaceThatIsNamed() {
    RgbImage forest = draw("a white rabbit in the forest");
    RgbImage snow = draw("a white rabbit in the snow");

    assertThat(mean(snow, BLUE, 0, 6, 8, 8)).isGreaterThan(mean(forest, BLUE, 0, 6, 8, 8) + 60);
  }

  @Test
  void recordsItsNameInThePictureAndNoFolder() {
    draw("a green rocket", "-q");

    assertThat(PictureTexts.read(folder.resolve("a-green-rocket1.png")).byKeyword())
        .hasEntrySatisfying(
            PictureTexts.PARAMETERS, v -> assertThat(v).contains("Model: storybook,"))
        .hasEntrySatisfying(
            PictureTexts.GEN, v -> assertThat(v).contains("\"model\":\"storybook\""));
  }

  @Test
  void drawsWithAllThreeWaysFromOneFileOfJobs() {
    CommandLineRun run = gen("batch", "docs/examples/three-ways.jsonl", "-o", folder.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<RgbImage> pictures = run.out().lines().map(Path::of).map(Pictures::read).toList();
    assertThat(pictures)
        .extracting(picture -> ByteBuffer.wrap(picture.rgb()))
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(pictures)
        .allSatisfy(
            picture -> assertThat(middle(picture, RED)).isGreaterThan(middle(picture, BLUE) + 20));
  }

  @Test
  void ranksAPictureOfWhatIsSaidFirst() {
    String boat = "docs/gallery/sailboat.png";
    String fox = "docs/gallery/fox.png";

    assertThat(gen("rank", fox, boat, "--prompt", "a red sailboat on the sea").out().lines())
        .first(InstanceOfAssertFactories.STRING)
        .contains(boat);
    assertThat(gen("rank", fox, boat, "--prompt", "a fox at night").out().lines())
        .first(InstanceOfAssertFactories.STRING)
        .contains(fox);
  }

  /** Threads may add up in another order; measured, no pixel differs by more than one level. */
  @Test
  void drawsTheSamePictureTwiceAndNearlySoWithOtherThreads() {
    byte[] one = draw("a green rocket", "--threads", "1").rgb();
    byte[] again = draw("a green rocket", "--threads", "1", "--force").rgb();
    byte[] three = draw("a green rocket", "--threads", "3", "--force", "-q").rgb();

    assertThat(again).isEqualTo(one);
    for (int i = 0; i < one.length; i++) {
      assertThat(Math.abs((one[i] & 0xFF) - (three[i] & 0xFF))).isLessThanOrEqualTo(2);
    }
  }
}
