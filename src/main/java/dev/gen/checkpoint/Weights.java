package dev.gen.checkpoint;

import dev.gen.checkpoint.Weight.Layout;
import dev.gen.checkpoint.adapter.Update;
import dev.gen.checkpoint.keys.KeyRule;
import dev.gen.checkpoint.keys.Source;
import dev.gen.checkpoint.keys.Source.View;
import dev.gen.checkpoint.safetensors.SafetensorsFile;
import dev.gen.checkpoint.safetensors.StoredTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The weights of one network, asked for by the names that diffusers gives them.
 *
 * <p>The networks are written once, against one set of names; the dialects of checkpoints differ
 * only in the rule that turns such a name into a key. Immutable.
 */
public final class Weights {

  /** Scales of weights of a byte, and markers that say what the rest of the file does not. */
  private static final String NO_WEIGHT =
      ".*(scale_weight|weight_scale|scale_input|input_scale|comfy_quant|scaled_fp8)"
          + "|v_pred|ztsnr|edm_.*|.*position_ids";

  private final String place;
  private final Map<String, StoredTensor> tensors;
  private final KeyRule rule;
  private final Map<String, List<Update>> updates;
  private final Path scratch;

  private Weights(
      String place,
      Map<String, StoredTensor> tensors,
      KeyRule rule,
      Map<String, List<Update>> updates,
      Path scratch) {
    this.place = place;
    this.tensors = tensors;
    this.rule = rule;
    this.updates = updates;
    this.scratch = scratch;
  }

  /**
   * Returns the weights that lie in a table of tensors.
   *
   * @param place where the table comes from, for messages
   * @param tensors by key; all in files of one folder
   * @param rule how the keys follow from diffusers' names
   */
  public static Weights of(String place, Map<String, StoredTensor> tensors, KeyRule rule) {
    return new Weights(place, tensors, rule, Map.of(), Path.of(""));
  }

  /** Returns the weights of a file whose keys are diffusers' names. */
  public static Weights of(SafetensorsFile file) {
    return of(file.path().toString(), file.tensors(), KeyRule.SAME_NAMES);
  }

  /** Returns no weights at all. */
  public static Weights none() {
    return of("nowhere", Map.of(), KeyRule.SAME_NAMES);
  }

  /**
   * Returns these weights as adapters change them.
   *
   * @param others what is done to them, by their names
   * @param folder where changed weights may lie while a network opens
   */
  public Weights with(Map<String, List<Update>> others, Path folder) {
    return new Weights(place, tensors, rule, Map.copyOf(others), folder);
  }

  /** Tells whether adapters change any of these. */
  public boolean areChanged() {
    return !updates.isEmpty();
  }

  /** Returns the folder where changed weights may lie while a network opens. */
  public Path scratch() {
    return scratch;
  }

  /** Returns the weight of that name with what adapters do to it, if the checkpoint has it. */
  public Optional<Weight> find(String name) {
    return rule.sources(name).stream()
        .filter(source -> tensors.containsKey(source.key()))
        .filter(source -> canView(tensors.get(source.key()), source.view()))
        .findFirst()
        .map(source -> weight(name, source));
  }

  /** Returns the key, or the beginning of keys, that a name, or the beginning of names, has. */
  String keyOf(String name) {
    return rule.sources(name).get(0).key();
  }

  /** Returns all keys of the table, sorted. */
  NavigableSet<String> keys() {
    return new TreeSet<>(tensors.keySet());
  }

  /**
   * Returns the keys that stand among those of this network but belong to none of its weights, nor
   * to their scales.
   *
   * @param names all weights of the network
   */
  public List<String> unused(Set<String> names) {
    String prefix = keyOf("");
    NavigableSet<String> rest = keys().tailSet(prefix, true);
    rest.removeIf(key -> !key.startsWith(prefix) || !isWeight(key));
    names.forEach(name -> rule.sources(name).forEach(source -> rest.remove(source.key())));
    return List.copyOf(rest);
  }

  /** Tells whether a key is that of a weight, not of what goes with one or marks the file. */
  static boolean isWeight(String key) {
    return !key.matches(NO_WEIGHT);
  }

  /** Returns where the weights come from, for messages. */
  public String place() {
    return place;
  }

  /** Returns the absolute folder of the files that hold the weights. */
  public Path folder() {
    Path file = tensors.isEmpty() ? Path.of("none") : tensors.values().iterator().next().file();
    return file.toAbsolutePath().getParent();
  }

  private static boolean canView(StoredTensor tensor, View view) {
    return view == View.WHOLE
        || (view == View.TRANSPOSED
            ? tensor.shape().rank() == 2
            : tensor.shape().rank() > 0 && tensor.shape().size(0) > 0);
  }

  private Weight weight(String name, Source source) {
    StoredTensor tensor = tensors.get(source.key());
    return switch (source.view()) {
      case WHOLE -> weight(name, tensor, Layout.AS_STORED);
      case TRANSPOSED -> weight(name, tensor, Layout.TRANSPOSED);
      case FIRST_THIRD -> weight(name, third(tensor, 0), Layout.AS_STORED);
      case SECOND_THIRD -> weight(name, third(tensor, 1), Layout.AS_STORED);
      case LAST_THIRD -> weight(name, third(tensor, 2), Layout.AS_STORED);
    };
  }

  private Weight weight(String name, StoredTensor tensor, Layout layout) {
    return new Weight(tensor, layout, updates.getOrDefault(name, List.of()));
  }

  private static StoredTensor third(StoredTensor tensor, int index) {
    int rows = tensor.shape().size(0) / 3;
    return tensor.rows(index * rows, (index + 1) * rows);
  }
}
