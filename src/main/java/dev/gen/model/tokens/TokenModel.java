package dev.gen.model.tokens;

import dev.gen.error.InferenceException;
import dev.gen.error.ModelFormatException;
import dev.gen.model.Both;
import dev.gen.model.ConfigFile;
import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.model.ModelSource;
import dev.gen.model.PictureModel;
import dev.gen.model.StoredNetwork;
import dev.gen.model.TextEncoder;
import dev.gen.model.TokenizedPrompts;
import dev.gen.model.World;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.tensor.FloatTensor;
import dev.gen.tensor.Shape;
import dev.gen.text.PromptSyntax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model that draws a picture as a sequence: a causal transformer writes token after token of a
 * small alphabet of patches, and a decoder paints them (Ramesh et al. 2021, arXiv:2102.12092).
 *
 * @param source its files
 * @param grid how a picture is cut into tokens
 * @param defaults how tokens are chosen where nobody says it
 * @param heads of an attention of the transformer
 * @param headSize numbers of a key
 */
public record TokenModel(
    ModelSource source, TokenGrid grid, TokenDefaults defaults, int heads, int headSize)
    implements PictureModel {

  private static final String TRANSFORMER = "transformer";
  private static final String ENCODER = "codec_encoder";
  private static final String DECODER = "codec_decoder";
  private static final String PICTURE = "sample";
  private static final String INDICES = "indices";

  /** Returns whether a model is of this kind. */
  public static boolean isIn(ModelSource source) {
    return source.hasNetwork(TRANSFORMER) && source.hasNetwork(DECODER);
  }

  /**
   * Reads what a model says of itself.
   *
   * @throws ModelFormatException if a needed file is missing or wrong
   */
  public static TokenModel of(ModelSource source) {
    ConfigFile transformer = source.config(TRANSFORMER);
    ConfigFile own = source.index().section("gen").orElse(ConfigFile.of("defaults", Map.of()));
    requireInputs(source.network(TRANSFORMER), Set.of("prefix", "input_ids"));
    requireInputs(source.network(DECODER), Set.of(INDICES));
    return new TokenModel(
        source,
        TokenGrid.of(transformer, source.config(DECODER)),
        TokenDefaults.of(own),
        TokenGrid.number(transformer, "num_attention_heads"),
        TokenGrid.number(transformer, "head_dim"));
  }

  private static void requireInputs(OnnxModel network, Set<String> names) {
    if (!network.inputs().keySet().containsAll(names)) {
      throw new ModelFormatException(
          "%s has the inputs %s, expected %s among them; export it again"
              .formatted(network, network.inputs().keySet(), names));
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<StoredNetwork> storedNetworks() {
    return source.storedNetworks();
  }

  @Override
  public World world() {
    return World.of(source.world());
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("family", "token after token");
    facts.put("picture", grid.widthPixels() + " x " + grid.heightPixels());
    facts.put(
        "tokens",
        "%d x %d of %d different ones".formatted(grid.columns(), grid.rows(), grid.vocabulary()));
    facts.put("guidance scale", "" + defaults.guidanceScale());
    facts.put("temperature", "" + defaults.temperature());
    facts.put("top k", defaults.topK() == 0 ? "all" : "" + defaults.topK());
    facts.put("top p", "" + defaults.topP());
    return facts;
  }

  /**
   * What the transformer is told of a prompt.
   *
   * @param prefix {@code [halves, t, width]}; the negative side first if there is one
   * @param warnings for the user
   */
  public record Told(FloatTensor prefix, List<String> warnings) {}

  /**
   * Encodes a prompt; the text encoder is on loan only while this runs.
   *
   * @param negative whether the negative side is wanted, for guidance
   */
  public Told encode(Both<String> texts, NegativeSide negative, SessionPool networks) {
    TokenizedPrompts prompts =
        TokenizedPrompts.of(source, "tokenizer", texts, PromptSyntax.PLAIN, 1);
    try (TextEncoder encoder = TextEncoder.open(source.network("text_encoder"), networks)) {
      FloatTensor told =
          encoder.encode(prompts.positive(), TextEncoder.LAST_LAYER, Optional.empty()).perToken();
      if (negative == NegativeSide.WANTED) {
        FloatTensor other =
            encoder.encode(prompts.negative(), TextEncoder.LAST_LAYER, Optional.empty()).perToken();
        told = FloatTensor.concat(0, List.of(other, told));
      }
      return new Told(told, prompts.warnings(negative));
    }
  }

  /** Borrows the transformer for one picture; the caller closes it. */
  public TokenWriter write(FloatTensor prefix, SessionPool networks) {
    return TokenWriter.open(source.network(TRANSFORMER), prefix, heads, headSize, networks);
  }

  /**
   * Paints the upper rows of a picture, or all of it.
   *
   * @param tokens row after row, a whole number of rows
   * @return {@code [1, 3, h, w]}, about -1 to 1
   */
  public FloatTensor decode(int[] tokens, SessionPool networks) {
    float[] indices = new float[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      indices[i] = tokens[i];
    }
    Shape shape = new Shape(1, tokens.length / grid.columns(), grid.columns());
    try (SessionPool.Loan loan = networks.lend(source.network(DECODER))) {
      return loan.session()
          .run(Map.of(INDICES, FloatTensor.of(shape, indices)), Set.of(PICTURE))
          .get(PICTURE);
    }
  }

  /**
   * Returns the tokens of a picture.
   *
   * @param picture {@code [1, 3, h, w]} of the model's size, -1 to 1, not modified
   * @throws InferenceException if the encoder gives tokens that the transformer does not know
   */
  public int[] encode(FloatTensor picture, SessionPool networks) {
    OnnxModel network = source.network(ENCODER);
    try (SessionPool.Loan loan = networks.lend(network)) {
      FloatTensor indices =
          loan.session().run(Map.of(PICTURE, picture), Set.of(INDICES)).get(INDICES);
      int[] tokens = new int[indices.size()];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = Math.round(indices.get(i));
        if (tokens[i] < 0 || tokens[i] >= grid.vocabulary()) {
          throw new InferenceException(
              "%s gave the token %d, expected 0 to %d; is it of this model?"
                  .formatted(network, tokens[i], grid.vocabulary() - 1));
        }
      }
      return tokens;
    }
  }
}
