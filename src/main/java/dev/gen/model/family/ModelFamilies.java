package dev.gen.model.family;

import dev.gen.error.ModelFormatException;
import dev.gen.model.DenoiserModel;
import dev.gen.model.DiffusionModel;
import dev.gen.model.GuidanceStyle;
import dev.gen.model.ModelFamily;
import dev.gen.model.ModelSource;
import dev.gen.model.PictureModel;
import dev.gen.model.tokens.TokenModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The model families that this program knows, and how a model of any of them is loaded. */
public final class ModelFamilies {

  private static final List<ModelFamily> ALL =
      List.of(new StableDiffusion(), new StableDiffusionXl());

  private ModelFamilies() {}

  /**
   * Reads what a model is, of whatever kind.
   *
   * @throws ModelFormatException if a needed file is missing or wrong, or nothing known fits
   */
  public static PictureModel open(ModelSource source) {
    return TokenModel.isIn(source) ? TokenModel.of(source) : load(source);
  }

  /**
   * Reads what a diffusion model is.
   *
   * @throws ModelFormatException if a needed file is missing or wrong, or no family fits
   */
  public static DiffusionModel load(ModelSource source) {
    DenoiserModel denoiser = source.denoiser();
    return new DiffusionModel(source, denoiser, of(denoiser));
  }

  /** Tells a model's family by the inputs of its denoising network. */
  private static ModelFamily of(DenoiserModel denoiser) {
    Set<String> found = new TreeSet<>(denoiser.inputs().keySet());
    found.remove(GuidanceStyle.EMBEDDING_INPUT);
    return ALL.stream()
        .filter(family -> family.denoiserInputs().equals(found))
        .findFirst()
        .orElseThrow(() -> new ModelFormatException(noFamily(denoiser)));
  }

  private static String noFamily(DenoiserModel denoiser) {
    String wanted =
        ALL.stream()
            .map(
                family -> family.displayName() + " wants " + new TreeSet<>(family.denoiserInputs()))
            .collect(Collectors.joining(", "));
    return "%s has the inputs %s and fits no known family: %s (each may also have %s)"
        .formatted(denoiser, denoiser.inputs().keySet(), wanted, GuidanceStyle.EMBEDDING_INPUT);
  }
}
