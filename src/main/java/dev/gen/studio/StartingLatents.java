package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.model.DiffusionModel;
import dev.gen.model.EncodedPicture;
import dev.gen.onnx.SessionPool;
import dev.gen.sampler.PathRequest;
import dev.gen.sampler.SamplingPath;
import dev.gen.schedule.FlowShift;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the pictures of a request start: from noise, or from noise mixed into a given picture.
 *
 * <p>Random numbers are drawn in the order of the reference implementation, so that a seed means
 * the same there and here.
 */
final class StartingLatents {

  private final DiffusionModel model;
  private final GenerationRequest request;
  private final Optional<Encoded> encoded;

  private StartingLatents(
      DiffusionModel model, GenerationRequest request, Optional<Encoded> encoded) {
    this.model = model;
    this.request = request;
    this.encoded = encoded;
  }

  /**
   * Refuses what the model cannot start from and more steps than it has, before anything is opened.
   *
   * @throws InvalidRequestException saying which field does not fit the model
   */
  static void check(DiffusionModel model, GenerationRequest request) {
    model.sizes().check(request.widthPixels(), request.heightPixels());
    boolean masked = request.source().flatMap(SourcePicture::mask).isPresent();
    if (takesMask(model) && !masked) {
      throw new InvalidRequestException(
          "init_image",
          "is missing: " + model.name() + " is an inpainting model; give it a picture and a mask");
    }
    new StartingLatents(model, request, Optional.empty())
        .path(request.source().map(SourcePicture::strength).orElse(1.0));
  }

  private static boolean takesMask(DiffusionModel model) {
    return model.denoiserChannels() > model.codec().channels();
  }

  /** Encodes the picture that a request starts from, if there is one. */
  static StartingLatents of(DiffusionModel model, GenerationRequest request, SessionPool networks) {
    return new StartingLatents(
        model, request, request.source().map(source -> encode(model, source, networks)));
  }

  /** Draws the start of one picture. */
  StartingLatent start(NoiseStreams noise) {
    return encoded.isEmpty()
        ? fromNoise(noise)
        : fromPicture(request.source().orElseThrow(), encoded.get(), noise);
  }

  /**
   * The source picture after the encoder.
   *
   * @param clean the whole picture, where a run starts from it or keeps parts of it
   * @param around the picture without what is painted anew, for models that take it
   */
  private record Encoded(Optional<EncodedPicture> clean, Optional<EncodedPicture> around) {}

  private static Encoded encode(DiffusionModel model, SourcePicture source, SessionPool networks) {
    Optional<FloatTensor> around =
        source
            .mask()
            .filter(mask -> takesMask(model))
            .map(mask -> Inpainting.blanked(source.picture(), mask));
    Optional<FloatTensor> clean =
        around.isPresent() && isPureNoise(source)
            ? Optional.empty()
            : Optional.of(source.picture());
    List<FloatTensor> both = Stream.of(clean, around).flatMap(Optional::stream).toList();
    List<EncodedPicture> encoded = model.codec().encode(both, networks);
    return new Encoded(
        clean.map(picture -> encoded.get(0)),
        around.map(picture -> encoded.get(encoded.size() - 1)));
  }

  private static boolean isPureNoise(SourcePicture source) {
    return source.mask().isPresent() && source.strength() == 1;
  }

  private Shape shape() {
    return model.codec().latentShape(request.widthPixels(), request.heightPixels());
  }

  /** Returns the path; consistency-distilled models choose other timesteps instead of fewer. */
  private SamplingPath path(double strength) {
    int tokens = model.denoising().tokens(shape());
    double shift = FlowShift.dynamicShift(model.schedulerConfig(), tokens);
    PathRequest wanted = request.sampling().path().withDynamicShift(shift);
    return request
        .sampling()
        .sampler()
        .path(
            model.denoising().isConsistent()
                ? wanted.withDistilledShare(strength)
                : wanted.withStrength(strength));
  }

  private StartingLatent fromNoise(NoiseStreams noise) {
    SamplingPath path = path(1);
    FloatTensor latent = path.startFrom(noise.latent().draw(shape()));
    return StartingLatent.plain(latent, path, noise);
  }

  private StartingLatent fromPicture(SourcePicture source, Encoded encoded, NoiseStreams noise) {
    SamplingPath path = path(source.strength());
    Optional<FloatTensor> clean =
        encoded.clean().map(picture -> picture.latent(noise.posterior().draw(shape())));
    FloatTensor drawn = noise.latent().draw(shape());
    FloatTensor latent =
        isPureNoise(source) ? path.startFrom(drawn) : path.startFrom(clean.orElseThrow(), drawn);
    StartingLatent start = StartingLatent.plain(latent, path, noise);
    if (source.mask().isEmpty()) {
      return start;
    }
    FloatTensor mask = source.mask().get();
    FloatTensor cells = Inpainting.latentMask(mask, model.codec().factor());
    if (encoded.around().isEmpty()) {
      return start.with(Inpainting.keeping(clean.orElseThrow(), drawn, cells));
    }
    FloatTensor around = encoded.around().get().latent(noise.posterior().draw(shape()));
    return start.with(FloatTensor.concat(1, List.of(cells, around)));
  }
}
