package dev.gen.pipeline;

import dev.gen.denoise.Guidance;
import dev.gen.denoise.NoisePredictor;
import dev.gen.denoise.PredictionDenoiser;
import dev.gen.image.RgbImage;
import dev.gen.model.DenoiserNetwork;
import dev.gen.model.DiffusionModel;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.LatentDecoder;
import dev.gen.sampler.Sampler;
import dev.gen.sampler.SamplingRun;
import dev.gen.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Latent diffusion from prompt to picture: encode the text, draw noise, remove it, decode.
 *
 * <p>Rombach et al. 2022, arXiv:2112.10752. The stages open their networks one after the other and
 * close them, so that peak memory is that of the largest. Thread-safe: a run's state is local.
 */
public final class TextToImage {

  private final DiffusionModel model;

  /** Generates with the given model. */
  public TextToImage(DiffusionModel model) {
    this.model = model;
  }

  /**
   * Makes the pictures; each is handed to the listener when it is finished.
   *
   * @throws dev.gen.error.InvalidRequestException if the model cannot make what is asked for
   * @throws dev.gen.error.InferenceException if a network fails
   */
  public void generate(GenerationRequest request, GenerationListener listener) {
    generate(request, listener, seed -> NoiseStreams.ofOne(request.seeds().noise().create(seed)));
  }

  void generate(
      GenerationRequest request, GenerationListener listener, LongFunction<NoiseStreams> noise) {
    StartingLatents.check(model, request);
    request.sampling().warning(model).ifPresent(listener::warned);
    EncodedPrompts prompts =
        model.encode(request.prompts(), request.microConditioning(), request.guidance());
    prompts.warnings().forEach(listener::warned);
    List<StartingLatent> starts = StartingLatents.of(model, request, noise);
    List<FloatTensor> latents = denoise(request, prompts, starts, listener);
    decode(latents, request, listener);
  }

  private List<FloatTensor> denoise(
      GenerationRequest request,
      EncodedPrompts prompts,
      List<StartingLatent> starts,
      GenerationListener listener) {
    Sampler sampler = request.sampling().sampler();
    Guidance guidance = model.effective(request.guidance());
    List<FloatTensor> latents = new ArrayList<>();
    try (DenoiserNetwork network = model.openDenoiser(prompts)) {
      for (StartingLatent start : starts) {
        int picture = latents.size();
        NoisePredictor predictor =
            network.bind(guidance, start.extraChannels(), listener::predicted);
        SamplingRun run =
            new SamplingRun(
                new PredictionDenoiser(predictor, sampler.parameterization()),
                start.noise(),
                start.constraint(),
                (done, total, latent) -> listener.updated(picture, done, total, latent));
        latents.add(sampler.sample(start.latent(), start.path(), run));
      }
    }
    return latents;
  }

  private void decode(
      List<FloatTensor> latents, GenerationRequest request, GenerationListener listener) {
    try (LatentDecoder decoder = model.openDecoder()) {
      for (int i = 0; i < latents.size(); i++) {
        RgbImage image = RgbImage.fromTensor(decoder.decode(latents.get(i), request.tiling()));
        listener.finished(new GeneratedImage(image, request.seeds().first() + i, i));
      }
    }
  }
}
