package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.model.family.ModelFamilies;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.testing.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedPictureTest {

  private static final FloatTensor PARAMETERS =
      FloatTensor.of(new Shape(1, 4, 1, 1), 3, -1, 0, (float) (2 * Math.log(5)));

  @Test
  void drawsAroundTheMeanByTheDeviationOfEachCell() {
    FloatTensor noise = FloatTensor.of(new Shape(1, 2, 1, 1), 2, -1);

    assertThat(EncodedPicture.draw(PARAMETERS, noise).values()).containsExactly(5, -6);
  }

  @Test
  void zeroNoiseIsTheMean() {
    FloatTensor none = FloatTensor.zeros(new Shape(1, 2, 1, 1));

    assertThat(EncodedPicture.draw(PARAMETERS, none).values()).containsExactly(3, -1);
  }

  @Test
  void latentsCanBeDrawnAfterTheEncoderIsClosed() {
    DiffusionModel model = ModelFamilies.load(OnnxDirectory.open(Models.tiny()));
    SessionPool networks = SessionPool.oneAtATime(new SessionSettings(1));
    FloatTensor picture = FloatTensor.zeros(new Shape(1, 3, 64, 64));
    EncodedPicture encoded = model.codec().encode(List.of(picture), networks).get(0);
    FloatTensor zeros = FloatTensor.zeros(model.codec().latentShape(64, 64));

    FloatTensor mean = encoded.latent(zeros);

    assertThat(mean.shape()).isEqualTo(zeros.shape());
    assertThat(encoded.latent(zeros).values()).containsExactly(mean.values());
    assertThat(encoded.latent(zeros.map(v -> v + 1)).values()).isNotEqualTo(mean.values());
  }
}
