package dev.gen.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.checkpoint.safetensors.SafetensorsWriter;
import dev.gen.error.ModelFormatException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextualInversionTest {

  @TempDir Path folder;

  @Test
  void automatic1111sFilesNameTheToken() {
    Path file = new SafetensorsWriter().addRandom("emb_params", 3, 8).write(at("cat.safetensors"));

    assertThat(TextualInversion.open(file))
        .singleElement()
        .satisfies(token -> assertThat(token.name()).isEqualTo("cat"));
  }

  @Test
  void diffusersFilesHoldAnyNumberOfTokens() {
    Path file =
        new SafetensorsWriter()
            .addRandom("<cat>", 8)
            .addRandom("<dog>", 2, 8)
            .write(at("x.safetensors"));

    assertThat(TextualInversion.open(file))
        .extracting(TextualInversion::name)
        .containsExactly("<cat>", "<dog>");
    assertThat(TextualInversion.open(file))
        .extracting(token -> token.vectors().get(ModelPart.TEXT_ENCODER).shape().size(0))
        .containsExactly(1, 2);
  }

  @Test
  void filesForTwoEncodersHoldOneToken() {
    Path file =
        new SafetensorsWriter()
            .addRandom("clip_l", 2, 8)
            .addRandom("clip_g", 2, 12)
            .write(at("dog.safetensors"));

    assertThat(TextualInversion.open(file))
        .singleElement()
        .satisfies(
            token ->
                assertThat(token.vectors())
                    .containsOnlyKeys(ModelPart.TEXT_ENCODER, ModelPart.TEXT_ENCODER_2));
  }

  @Test
  void otherTensorsAreRefused() {
    Path file = new SafetensorsWriter().addRandom("conv", 2, 2, 2).write(at("x.safetensors"));

    assertThatThrownBy(() -> TextualInversion.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no textual-inversion vectors");
  }

  private Path at(String name) {
    return folder.resolve(name);
  }
}
