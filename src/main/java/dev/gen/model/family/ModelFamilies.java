package dev.gen.model.family;

import dev.gen.error.ModelFormatException;
import dev.gen.model.DenoiserModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The model families that this program knows. */
public final class ModelFamilies {

  /** An input of consistency-distilled networks, possible in every family. */
  public static final String GUIDANCE_INPUT = "timestep_cond";

  private static final List<ModelFamily> ALL =
      List.of(new StableDiffusion(), new StableDiffusionXl());

  private ModelFamilies() {}

  /**
   * Tells a model's family by the inputs of its denoising network.
   *
   * @throws ModelFormatException if no family has these inputs
   */
  public static ModelFamily of(DenoiserModel denoiser) {
    Set<String> found = new TreeSet<>(denoiser.inputs().keySet());
    found.remove(GUIDANCE_INPUT);
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
        .formatted(denoiser, denoiser.inputs().keySet(), wanted, GUIDANCE_INPUT);
  }
}
