package dev.gen.studio;

import dev.gen.denoise.Denoiser;
import dev.gen.denoise.Guidance;
import dev.gen.denoise.GuidanceInterval;
import dev.gen.denoise.IntervalDenoiser;
import dev.gen.denoise.PredictionDenoiser;
import dev.gen.image.RgbImage;
import dev.gen.model.DeepFeatures;
import dev.gen.model.DenoiserNetwork;
import dev.gen.model.DenoiserNetwork.PreparedPrompts;
import dev.gen.model.DiffusionModel;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.MemoryNeed;
import dev.gen.model.ReadPrompts;
import dev.gen.onnx.SessionPool;
import dev.gen.sampler.Sampler;
import dev.gen.sampler.SamplingRun;
import dev.gen.tensor.FloatTensor;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Latent diffusion from prompt to picture: encode the text, draw noise, remove it, decode.
 *
 * <p>Rombach et al. 2022, arXiv:2112.10752. One network is on loan at a time, so that peak memory
 * is that of the largest where the pool keeps none. Thread-safe: a run's state is local.
 *
 * @param model whose networks draw
 * @param request what is drawn
 * @param prompts of the request, as the model's tokenizers read them
 */
record DiffusionPainter(DiffusionModel model, GenerationRequest request, ReadPrompts prompts)
    implements Painter {

  /** Bytes of memory that every machine has. */
  private static final long ALWAYS_THERE = 1L << 30;

  /** Refuses what the model cannot make. */
  DiffusionPainter {
    StartingLatents.check(model, request);
  }

  /** Reads the request's prompts. */
  DiffusionPainter(DiffusionModel model, GenerationRequest request) {
    this(model, request, model.read(request.prompts()));
  }

  @Override
  public void paint(SessionPool networks, GenerationListener listener) {
    paint(networks, listener, s -> NoiseStreams.ofOne(request.seeds().noise().create(s)));
  }

  void paint(SessionPool networks, GenerationListener listener, LongFunction<NoiseStreams> noise) {
    model.warnings().forEach(listener::warned);
    request.sampling().warning(model).ifPresent(listener::warned);
    memoryWarning(networks).ifPresent(listener::warned);
    if (request.source().filter(SourcePicture::isKept).isPresent()) {
      listener.warned(
          "the mask selects nothing, so the picture stays as it is; what is white is painted, what"
              + " is black or transparent is kept");
    }
    listener.began(0, Stage.ENCODING);
    if (request.shortcuts().reuse() == 1) {
      model.expect(networks);
    }
    EncodedPrompts encoded =
        model.encode(prompts, request.microConditioning(), request.guidance(), networks);
    encoded.warnings().forEach(listener::warned);
    StartingLatents starts = StartingLatents.of(model, request, networks);
    listener.began(0, Stage.OPENING);
    PreparedPrompts prepared = model.prepare(encoded, networks);
    for (int i = 0; i < request.seeds().count(); i++) {
      long seed = request.seeds().first() + i;
      StartingLatent start = starts.start(noise.apply(seed));
      FloatTensor latent = denoised(i, start, prepared, networks, listener);
      listener.began(i, Stage.DECODING);
      listener.finished(new GeneratedImage(decoded(latent, networks), seed, i));
    }
  }

  private Optional<String> memoryWarning(SessionPool networks) {
    long pixels = (long) request.widthPixels() * request.heightPixels();
    MemoryNeed need = model.memory(pixels, request.guidance(), request.tiling(), networks);
    // Asking the machine takes longer than all else here.
    return need.most() < ALWAYS_THERE ? Optional.empty() : need.warning(Machine.memory());
  }

  private FloatTensor denoised(
      int picture,
      StartingLatent start,
      PreparedPrompts prompts,
      SessionPool networks,
      GenerationListener listener) {
    Sampler sampler = request.sampling().sampler();
    listener.began(picture, Stage.OPENING);
    try (DenoiserNetwork network =
        model.openDenoiser(prompts, request.shortcuts().reuse(), networks)) {
      listener.began(picture, Stage.DENOISING);
      SamplingRun run =
          new SamplingRun(
              new HeardDenoiser(
                  denoiser(network, start, listener), moment -> listener.denoised(picture, moment)),
              start.noise(),
              start.constraint(),
              (done, total, latent) -> listener.updated(picture, done, total, latent));
      return sampler.sample(start.latent(), start.path(), run);
    }
  }

  /** Binds the network, guided where the request wants it. */
  private Denoiser denoiser(
      DenoiserNetwork network, StartingLatent start, GenerationListener listener) {
    Guidance guidance = model.effective(request.guidance());
    GuidanceInterval interval = request.shortcuts().guided();
    DeepFeatures features = new DeepFeatures(request.shortcuts().reuse());
    Function<Guidance, Denoiser> bound =
        g ->
            new PredictionDenoiser(
                network.bind(g, start.extraChannels(), features, listener::predicted),
                model.denoising().reading());
    return interval.equals(GuidanceInterval.ALL) || !guidance.needsUnconditional()
        ? bound.apply(guidance)
        : new IntervalDenoiser(bound.apply(guidance), bound.apply(Guidance.NONE), interval);
  }

  @Override
  public RgbImage preview(FloatTensor latent) {
    return RgbImage.fromTensor(model.codec().preview(latent));
  }

  @Override
  public RgbImage decoded(FloatTensor latent, SessionPool networks) {
    return RgbImage.fromTensor(model.codec().decode(latent, request.tiling(), networks));
  }
}
