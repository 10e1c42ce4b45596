package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.testing.PixelModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model without an autoencoder, whose shift depends on the picture's size. */
class PixelModelTest {

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void writeModel() throws IOException {
    Path model = PixelModel.write(Files.createDirectory(folder.resolve("pixels")));
    job =
        Job.EMPTY
            .with(Field.PROMPT, "a red cat")
            .with(Field.MODEL, model.toString())
            .with(Field.WIDTH, 16)
            .with(Field.HEIGHT, 12)
            .with(Field.STEPS, 4)
            .with(Field.SEED, 7);
  }

  private RgbImage drawn(Job wanted) {
    List<RgbImage> images = new ArrayList<>();
    GenerationListener ear =
        new GenerationListener() {
          @Override
          public void finished(GeneratedImage image) {
            images.add(image.image());
          }
        };
    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    Fingerprints known = new Fingerprints(folder.resolve("sha256"));
    try (Studio studio = Studio.open(new ModelLocator(List.of()), networks, known)) {
      studio.draw(studio.plan(wanted), ear);
    }
    return images.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler", "heun", "dpm++2m", "unipc"})
  void everySamplerOfFlowsArrivesAtTheModelsPicture(String sampler) {
    RgbImage image = drawn(job.with(Field.SAMPLER, sampler));

    assertThat(image.width()).isEqualTo(16);
    assertThat(image.height()).isEqualTo(12);
    assertThat(image.rgb()).containsOnly((byte) PixelModel.LEVEL);
  }

  @Test
  void keepsThePixelsOfAPictureThatAMaskKeeps() throws IOException {
    Job masked =
        job.with(Field.INIT_IMAGE, halves("in.png", 0x102030, 0xA0B0C0).toString())
            .with(Field.MASK, halves("mask.png", 0x000000, 0xFFFFFF).toString())
            .with(Field.STRENGTH, 0.5);

    RgbImage image = drawn(masked);

    for (int y = 0; y < 12; y++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(image.at(3, y, channel)).isEqualTo(0x10 * (channel + 1));
        assertThat(image.at(12, y, channel)).isEqualTo(PixelModel.LEVEL);
      }
    }
  }

  @Test
  void makesMultiplesOfItsPatches() {
    assertThatThrownBy(() -> drawn(job.with(Field.WIDTH, 18)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("multiples of 4");
  }

  private Path halves(String name, int left, int right) throws IOException {
    BufferedImage image = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 12; i++) {
      image.setRGB(i % 16, i / 16, i % 16 < 8 ? left : right);
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
