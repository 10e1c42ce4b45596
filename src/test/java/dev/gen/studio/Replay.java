package dev.gen.studio;

import dev.gen.image.RgbImage;
import dev.gen.model.DiffusionModel;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One picture of a recorded run, made again, with everything that the run's listener heard.
 *
 * @param predictions every run of the denoiser
 * @param latents after every update
 * @param image the picture
 */
record Replay(List<Prediction> predictions, List<FloatTensor> latents, RgbImage image) {

  /** Runs of one model share its networks, which remember nothing from run to run. */
  static final SessionPool NETWORKS = SessionPool.keeping(new SessionSettings(1), 32 << 20);

  record Prediction(double timestep, FloatTensor input, FloatTensor output) {}

  static Replay run(RecordedRun recorded, DiffusionModel model, int picture) {
    List<Prediction> predictions = new ArrayList<>();
    List<FloatTensor> latents = new ArrayList<>();
    List<RgbImage> images = new ArrayList<>();
    GenerationListener listener =
        new GenerationListener() {
          @Override
          public void predicted(double timestep, FloatTensor input, FloatTensor output) {
            predictions.add(new Prediction(timestep, input, output));
          }

          @Override
          public void updated(int index, int done, int total, FloatTensor latent) {
            latents.add(latent);
          }

          @Override
          public void finished(GeneratedImage image) {
            images.add(image.image());
          }
        };
    new DiffusionPainter(model, recorded.request(model, picture))
        .paint(NETWORKS, listener, seed -> recorded.noise(picture));
    return new Replay(predictions, latents, images.get(0));
  }
}
