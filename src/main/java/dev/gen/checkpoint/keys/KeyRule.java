package dev.gen.checkpoint.keys;

import java.util.List;

/** How a dialect of checkpoints names the weights that diffusers names otherwise. */
public interface KeyRule {

  /** The rule of a file whose keys are diffusers' own. */
  KeyRule SAME_NAMES = name -> List.of(Source.of(name));

  /** Returns where the weight of that name may be found, best first. */
  List<Source> sources(String name);

  /** Returns this rule for files that put something before every key. */
  default KeyRule after(String prefix) {
    return name ->
        sources(name).stream().map(source -> source.renamed(prefix + source.key())).toList();
  }
}
