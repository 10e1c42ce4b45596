package dev.gen.checkpoint;

import dev.gen.checkpoint.KeyRule.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The weights of one network, asked for by the names that diffusers gives them.
 *
 * <p>The networks are written once, against one set of names; the dialects of checkpoints differ
 * only in the rule that turns such a name into a key. Immutable.
 */
public final class Weights {

  private final String place;
  private final Map<String, StoredTensor> tensors;
  private final KeyRule rule;
  private final Loras loras;

  Weights(String place, Map<String, StoredTensor> tensors, KeyRule rule, Loras loras) {
    this.place = place;
    this.tensors = tensors;
    this.rule = rule;
    this.loras = loras;
  }

  /** Returns the weights of a file whose keys are diffusers' names. */
  public static Weights of(SafetensorsFile file) {
    return new Weights(file.path().toString(), file.tensors(), KeyRule.SAME_NAMES, Loras.none());
  }

  /** Returns no weights at all. */
  public static Weights none() {
    return new Weights("nowhere", Map.of(), KeyRule.SAME_NAMES, Loras.none());
  }

  /** Returns the weight of that name with its LoRA updates, if the checkpoint has it. */
  public Optional<Weight> find(String name) {
    return rule.sources(name).stream()
        .map(this::resolve)
        .flatMap(Optional::stream)
        .findFirst()
        .map(weight -> weight.with(loras.updates(name, rule)));
  }

  /** Returns where the weights come from, for messages. */
  public String place() {
    return place;
  }

  /** Returns the folder of the file that holds a tensor; all tensors of a network share it. */
  public Path folder() {
    return tensors.values().stream()
        .findFirst()
        .map(tensor -> Objects.requireNonNull(tensor.file().toAbsolutePath().getParent()))
        .orElse(Path.of("").toAbsolutePath());
  }

  private Optional<Weight> resolve(Source source) {
    return Optional.ofNullable(tensors.get(source.key())).map(source::in);
  }
}
