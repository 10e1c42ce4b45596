package dev.gen.pipeline;

import dev.gen.denoise.NoiseLevel;
import dev.gen.error.InvalidRequestException;
import dev.gen.model.DiffusionModel;
import dev.gen.model.LatentEncoder;
import dev.gen.sampler.LatentConstraint;
import dev.gen.sampler.PathRequest;
import dev.gen.sampler.SamplingPath;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Draws the noise that pictures start from, or mixes it into a given picture.
 *
 * <p>Random numbers are drawn in the order of the reference implementation, so that a seed means
 * the same there and here.
 */
final class StartingLatents {

  private final DiffusionModel model;
  private final GenerationRequest request;

  private StartingLatents(DiffusionModel model, GenerationRequest request) {
    this.model = model;
    this.request = request;
  }

  /**
   * Refuses what the model cannot start from, before anything is opened.
   *
   * @throws InvalidRequestException saying which option does not fit the model
   */
  static void check(DiffusionModel model, GenerationRequest request) {
    model.sizes().check(request.widthPixels(), request.heightPixels());
    boolean masked = request.source().flatMap(SourcePicture::mask).isPresent();
    if (takesMask(model) && !masked) {
      throw new InvalidRequestException(
          model.name() + " is an inpainting model; give it --init-image and --mask");
    }
  }

  private static boolean takesMask(DiffusionModel model) {
    return model.denoiserChannels() > model.latentSpace().channels();
  }

  /** Returns one start for each picture of the request. */
  static List<StartingLatent> of(
      DiffusionModel model, GenerationRequest request, LongFunction<NoiseStreams> noise) {
    StartingLatents starts = new StartingLatents(model, request);
    List<StartingLatent> result = new ArrayList<>();
    long first = request.seeds().first();
    if (request.source().isEmpty()) {
      for (int i = 0; i < request.seeds().count(); i++) {
        result.add(starts.fromNoise(noise.apply(first + i)));
      }
      return result;
    }
    try (LatentEncoder encoder = model.openEncoder()) {
      for (int i = 0; i < request.seeds().count(); i++) {
        result.add(starts.fromPicture(request.source().get(), encoder, noise.apply(first + i)));
      }
    }
    return result;
  }

  private Shape shape() {
    return model.latentSpace().latentShape(request.widthPixels(), request.heightPixels());
  }

  /** Returns the path; consistency-distilled models choose other timesteps instead of fewer. */
  private SamplingPath path(double strength) {
    PathRequest wanted = request.sampling().path();
    return request
        .sampling()
        .sampler()
        .path(
            model.listensToGuidance()
                ? wanted.withDistilledShare(strength)
                : wanted.withStrength(strength));
  }

  private StartingLatent fromNoise(NoiseStreams noise) {
    SamplingPath path = path(1);
    FloatTensor latent = path.startFrom(noise.latent().draw(shape()));
    return new StartingLatent(
        latent, path, noise.sampler(), Optional.empty(), LatentConstraint.NONE);
  }

  private StartingLatent fromPicture(
      SourcePicture source, LatentEncoder encoder, NoiseStreams noise) {
    SamplingPath path = path(source.strength());
    boolean pureNoise = source.mask().isPresent() && source.strength() == 1;
    Optional<FloatTensor> clean = Optional.empty();
    if (!takesMask(model) || !pureNoise) {
      clean = Optional.of(encoder.encode(source.picture(), noise.posterior().draw(shape())));
    }
    FloatTensor drawn = noise.latent().draw(shape());
    FloatTensor latent =
        pureNoise ? path.startFrom(drawn) : path.startFrom(clean.orElseThrow(), drawn);
    if (source.mask().isEmpty()) {
      return new StartingLatent(
          latent, path, noise.sampler(), Optional.empty(), LatentConstraint.NONE);
    }
    FloatTensor mask = latentMask(source.mask().get());
    FloatTensor around =
        encoder.encode(
            withoutMasked(source.picture(), source.mask().get()), noise.posterior().draw(shape()));
    if (takesMask(model)) {
      FloatTensor extra = FloatTensor.concat(1, List.of(mask, around));
      return new StartingLatent(
          latent, path, noise.sampler(), Optional.of(extra), LatentConstraint.NONE);
    }
    LatentConstraint keep = keepUnmasked(clean.orElseThrow(), drawn, mask);
    return new StartingLatent(latent, path, noise.sampler(), Optional.empty(), keep);
  }

  /** Replaces what is not masked by the given picture at the same noise level. */
  private static LatentConstraint keepUnmasked(
      FloatTensor clean, FloatTensor noise, FloatTensor mask) {
    return (latent, next) -> {
      FloatTensor kept = noised(clean, noise, next);
      float[] values = latent.values().clone();
      for (int i = 0; i < values.length; i++) {
        float m = mask.get(i % mask.size());
        values[i] = (1 - m) * kept.get(i) + m * values[i];
      }
      return FloatTensor.of(latent.shape(), values);
    };
  }

  private static FloatTensor noised(FloatTensor clean, FloatTensor noise, NoiseLevel level) {
    return FloatTensor.linear(level.alpha(), clean, level.sigma(), noise);
  }

  /** Returns {@code [1, 1, h/f, w/f]}, the mask's nearest pixel for every latent cell. */
  private FloatTensor latentMask(FloatTensor mask) {
    int factor = model.latentSpace().factor();
    int width = mask.shape().size(3) / factor;
    int height = mask.shape().size(2) / factor;
    float[] values = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = mask.get(y * factor * width * factor + x * factor);
      }
    }
    return FloatTensor.of(new Shape(1, 1, height, width), values);
  }

  /** Returns the picture with 0, a middle grey, where it is painted anew. */
  private static FloatTensor withoutMasked(FloatTensor picture, FloatTensor mask) {
    float[] values = picture.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.get(i % mask.size()) < 0.5f ? values[i] : 0;
    }
    return FloatTensor.of(picture.shape(), values);
  }
}
