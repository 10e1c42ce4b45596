package dev.gen.model;

import java.util.List;
import java.util.Map;

/** A model that makes pictures from words, in whatever way. Immutable and thread-safe. */
public interface PictureModel {

  /** Returns how messages call the model. */
  String name();

  /** Returns the weights of each part that the model has. */
  List<StoredNetwork> storedNetworks();

  /** Returns what the model knows, empty where its maker does not say. */
  World world();

  /** Returns what there is to say of its kind: values by name, in the order worth reading. */
  Map<String, String> facts();
}
