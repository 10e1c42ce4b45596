package dev.gen.testing;

import dev.gen.graph.nodes.Attribute;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.OnnxGraph;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model of tokens with random weights: one layer of attention, 4 x 4 tokens of 8 greys, 16 x 16
 * pixels. Token i is painted as the grey {@code 2 i / 7 - 1}.
 */
public final class TinyTokens {

  /** Tokens along a side. */
  public static final int CELLS = 4;

  /** Different tokens. */
  public static final int GREYS = 8;

  private static final int FACTOR = 4;
  private static final int WIDTH = 6;
  private static final int HEADS = 2;

  private final SplittableRandom random = new SplittableRandom(5);

  private TinyTokens() {}

  /** Writes the model's directory. */
  public static Path write(Path folder) {
    TinyTokens model = new TinyTokens();
    try {
      Models.copy(Models.tiny().resolve("text_encoder"), folder.resolve("text_encoder"));
      Models.copy(Models.tiny().resolve("tokenizer"), folder.resolve("tokenizer"));
      model.writeNetwork(folder, "transformer", model.transformer());
      model.writeNetwork(folder, "codec_encoder", model.encoder());
      model.writeNetwork(folder, "codec_decoder", model.decoder());
      Files.writeString(
          folder.resolve("model_index.json"),
          """
          {"_class_name": "TokenPipeline",
           "gen": {"default_guidance_scale": 2.0, "default_top_p": 0.9}}
          """);
      Files.writeString(
          folder.resolve("transformer/config.json"),
          """
          {"rows": 4, "columns": 4, "vocab_size": 8, "begin_token_id": 8,
           "num_attention_heads": 2, "head_dim": 3}
          """);
      Files.writeString(folder.resolve("codec_decoder/config.json"), "{\"factor\": 4}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private void writeNetwork(Path folder, String name, OnnxGraph graph) throws IOException {
    Files.write(Files.createDirectory(folder.resolve(name)).resolve("model.onnx"), graph.toBytes());
  }

  private Value weight(OnnxGraph graph, int... sizes) {
    Shape shape = new Shape(sizes);
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return graph.embedded(FloatTensor.of(shape, values));
  }

  /**
   * The last position looks at all; what is looked at stands in the places alone, so it is kept.
   */
  private OnnxGraph transformer() {
    OnnxGraph graph = new OnnxGraph("transformer");
    Value prefix = graph.input("prefix", ElementType.FLOAT, "batch", "told", WIDTH);
    Value ids = graph.input("input_ids", ElementType.INT64, "batch", "tokens");
    Value embedded = graph.node("Gather", List.of(weight(graph, GREYS + 1, WIDTH), ids));
    Value x = graph.node("Concat", List.of(prefix, embedded), Attribute.of("axis", 1L));
    Value key = past(graph, "key");
    Value value = past(graph, "value");
    Value before = size(graph, key, 2);
    Value here = graph.node("Add", List.of(before, size(graph, x, 1)));
    Value places = weight(graph, 100, WIDTH);
    x =
        graph.node(
            "Add", List.of(x, graph.node("Slice", List.of(places, before, here, graph.longs(0)))));
    key = joined(graph, "key", key, x);
    value = joined(graph, "value", value, x);
    Value last =
        graph.node(
            "Slice", List.of(x, graph.longs(-1), graph.longs(Integer.MAX_VALUE), graph.longs(1)));
    Value query = byHead(graph, graph.node("MatMul", List.of(last, weight(graph, WIDTH, WIDTH))));
    Value across = graph.node("Transpose", List.of(key), Attribute.ofList("perm", 0, 1, 3, 2));
    Value looked =
        graph.node(
            "Softmax",
            List.of(graph.node("MatMul", List.of(query, across))),
            Attribute.of("axis", -1L));
    Value seen = graph.node("MatMul", List.of(looked, value));
    Value rows = graph.node("Reshape", List.of(seen, graph.longs(0, WIDTH)));
    Value own = graph.node("Reshape", List.of(last, graph.longs(0, WIDTH)));
    Value both = graph.node("Add", List.of(rows, own));
    Value scores = graph.node("MatMul", List.of(both, weight(graph, WIDTH, GREYS)));
    graph.output("logits", scores, "batch", GREYS);
    return graph;
  }

  private static Value past(OnnxGraph graph, String kind) {
    return graph.input(
        "past_key_values.0." + kind, ElementType.FLOAT, "batch", HEADS, "past", WIDTH / HEADS);
  }

  private static Value size(OnnxGraph graph, Value x, long axis) {
    return graph.node(
        "Shape", List.of(x), Attribute.of("start", axis), Attribute.of("end", axis + 1));
  }

  private Value joined(OnnxGraph graph, String kind, Value past, Value x) {
    Value now = byHead(graph, graph.node("MatMul", List.of(x, weight(graph, WIDTH, WIDTH))));
    Value all = graph.node("Concat", List.of(past, now), Attribute.of("axis", 2L));
    graph.output("present.0." + kind, all, "batch", HEADS, "now", WIDTH / HEADS);
    return all;
  }

  private static Value byHead(OnnxGraph graph, Value x) {
    Value heads = graph.node("Reshape", List.of(x, graph.longs(0, -1, HEADS, WIDTH / HEADS)));
    return graph.node("Transpose", List.of(heads), Attribute.ofList("perm", 0, 2, 1, 3));
  }

  private OnnxGraph decoder() {
    OnnxGraph graph = new OnnxGraph("decoder");
    Value indices = graph.input("indices", ElementType.INT64, "batch", "rows", CELLS);
    float[] greys = new float[GREYS];
    for (int i = 0; i < GREYS; i++) {
      greys[i] = 2f * i / (GREYS - 1) - 1;
    }
    Value grey = graph.node("Gather", List.of(graph.floats(greys), indices));
    Value plane = graph.node("Unsqueeze", List.of(grey, graph.longs(1)));
    Value planes = graph.node("Concat", List.of(plane, plane, plane), Attribute.of("axis", 1L));
    Value large =
        graph.node(
            "Resize",
            List.of(planes, Value.NONE, graph.floats(1, 1, FACTOR, FACTOR)),
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", "floor"));
    graph.output("sample", large, "batch", 3, "height", CELLS * FACTOR);
    return graph;
  }

  private OnnxGraph encoder() {
    OnnxGraph graph = new OnnxGraph("encoder");
    int side = CELLS * FACTOR;
    Value sample = graph.input("sample", ElementType.FLOAT, "batch", 3, side, side);
    Value mean =
        graph.node(
            "AveragePool",
            List.of(sample),
            Attribute.ofList("kernel_shape", FACTOR, FACTOR),
            Attribute.ofList("strides", FACTOR, FACTOR));
    Value red = graph.node("Gather", List.of(mean, graph.longs(0)), Attribute.of("axis", 1L));
    Value grey = graph.node("Reshape", List.of(red, graph.longs(0, CELLS, CELLS)));
    Value unit = graph.node("Add", List.of(grey, graph.floats(1)));
    Value level = graph.node("Mul", List.of(unit, graph.floats((GREYS - 1) / 2f)));
    Value index =
        graph.node(
            "Cast",
            List.of(graph.node("Round", List.of(level))),
            Attribute.of("to", (long) ElementType.INT64.code()));
    graph.output("indices", ElementType.INT64, index, "batch", CELLS, CELLS);
    return graph;
  }
}
