package dev.gen.model;

import dev.gen.denoise.Conditioning;
import dev.gen.denoise.Guidance;
import dev.gen.denoise.PredictionType;
import dev.gen.graph.UNetCut;
import dev.gen.model.DenoiserNetwork.PreparedPrompts;
import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.onnx.OnnxModel;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.TensorSpec;
import dev.gen.schedule.SchedulerConfig;
import dev.gen.tensor.FloatTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A diffusion model: what its files say, and its networks by their roles.
 *
 * <p>Loading reads configs and declarations only. Each {@code open} method borrows a network until
 * the caller closes it; the pool decides how long it stays open after that. Immutable and
 * thread-safe; what it opens is not.
 */
public final class DiffusionModel implements PictureModel {

  private static final Logger LOG = LoggerFactory.getLogger(DiffusionModel.class);

  private static final String DENOISER = "unet";

  /** Channels of the outer level where the denoiser's config names none. */
  private static final int USUAL_WIDTH = 320;

  /** How many numbers the weights of a piece have where memory is spared: 256 MB of floats. */
  private static final long PIECE = 64 << 20;

  private final ModelSource source;
  private final DenoiserModel denoiser;
  private final ModelFamily family;
  private final World world;
  private final PictureCodec codec;
  private final SchedulerConfig schedulerConfig;
  private final Denoising denoising;

  /**
   * Reads what a model of a family is.
   *
   * @throws dev.gen.error.ModelFormatException if a needed file is missing or wrong
   */
  public DiffusionModel(ModelSource source, DenoiserModel denoiser, ModelFamily family) {
    this.source = source;
    this.denoiser = denoiser;
    this.family = family;
    this.world = World.of(source.world());
    this.codec = codec(source, denoiser, family);
    this.schedulerConfig = family.corrected(schedulerConfig(source));
    int patch = source.config(DENOISER).integer("patch_size", 1, 64).orElse(1);
    this.denoising = Denoising.of(schedulerConfig, denoiser.inputs(), patch);
  }

  private static SchedulerConfig schedulerConfig(ModelSource source) {
    SchedulerConfig config = SchedulerConfig.of(source.config("scheduler").toMap());
    if (!config.unknownKeys().isEmpty()) {
      LOG.debug("the scheduler's config has unknown keys, ignored: {}", config.unknownKeys());
    }
    return config;
  }

  /** Without an autoencoder three channels are pixels; any others lack theirs. */
  private static PictureCodec codec(
      ModelSource source, DenoiserModel denoiser, ModelFamily family) {
    OptionalInt channels = denoiser.inputs().get(NetworkCall.SAMPLE).size(1);
    boolean pixels = channels.orElse(0) == PixelCodec.CHANNELS && !VaeCodec.isIn(source);
    return pixels ? new PixelCodec() : VaeCodec.of(source, family);
  }

  @Override
  public String name() {
    return source.name();
  }

  /** Returns the family that the denoising network belongs to. */
  public ModelFamily family() {
    return family;
  }

  /**
   * Reads prompts, before any network is opened.
   *
   * @throws dev.gen.error.ModelFormatException if a text encoder of its family is missing
   * @throws dev.gen.error.InvalidRequestException if a prompt is too long, or the user's tokenizer
   *     does not fit
   */
  public ReadPrompts read(TextPrompts prompts) {
    family.textEncoders().stream()
        .filter(encoder -> !source.hasNetwork(encoder))
        .forEach(source::network);
    return new ReadPrompts(prompts, family.tokenize(source, prompts));
  }

  /** Returns how latents relate to pictures. */
  public PictureCodec codec() {
    return codec;
  }

  @Override
  public List<StoredNetwork> storedNetworks() {
    return source.storedNetworks();
  }

  /** Returns what was guessed of the model and from what, one sentence each. */
  public List<String> guesses() {
    return source.guesses();
  }

  /** Returns what the user should know before the model draws, one sentence each. */
  public List<String> warnings() {
    return source.warnings();
  }

  @Override
  public World world() {
    return world;
  }

  /** Returns the scheduler's config; its class may be replaced by the user's sampler. */
  public SchedulerConfig schedulerConfig() {
    return schedulerConfig;
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    ModelDefaults defaults = defaults();
    facts.put("family", family.displayName());
    if (!guesses().isEmpty()) {
      facts.put("guessed", String.join("\n", guesses()));
    }
    facts.put("sampler", schedulerConfig.className());
    String said = schedulerConfig.word("prediction_type", "epsilon");
    facts.put("predicts", denoising.reading() == PredictionType.FLOW ? "flow_prediction" : said);
    facts.put(
        "picture",
        "%d x %d, sides are multiples of %d"
            .formatted(defaults.widthPixels(), defaults.heightPixels(), sizes().multiple()));
    facts.put("latent", codec.description());
    facts.put("steps", "" + defaults.steps());
    facts.put("guidance scale", "" + defaults.guidanceScale());
    return facts;
  }

  /** Returns what decides how this model's latents are denoised. */
  public Denoising denoising() {
    return denoising;
  }

  /** Returns what a run uses where the user says nothing: the model's word, then the family's. */
  public ModelDefaults defaults() {
    ModelDefaults family = denoising.isConsistent() ? distilled() : this.family.defaults();
    ConfigFile own = source.index().section("gen").orElse(ConfigFile.of("defaults", Map.of()));
    int side =
        source
            .config(DENOISER)
            .integer("sample_size", 1, 65_536)
            .map(cells -> cells * codec.factor())
            .orElse(0);
    return new ModelDefaults(
        own.integer("default_width", 1, 65_536).orElse(side > 0 ? side : family.widthPixels()),
        own.integer("default_height", 1, 65_536).orElse(side > 0 ? side : family.heightPixels()),
        own.integer("default_steps", 1, 1000).orElse(family.steps()),
        own.number("default_guidance_scale").orElse(family.guidanceScale()));
  }

  /** Few steps, as consistency-distilled networks want (Luo et al. 2023, arXiv:2310.04378). */
  private ModelDefaults distilled() {
    ModelDefaults usual = family.defaults();
    return new ModelDefaults(usual.widthPixels(), usual.heightPixels(), 4, 8.5);
  }

  /**
   * Returns about how much memory a picture takes.
   *
   * @param pixels of the picture
   * @param guidance decides how many halves the denoiser runs
   * @param tiling whether the picture is decoded in parts
   * @param networks whether memory is spared
   */
  public MemoryNeed memory(long pixels, Guidance guidance, VaeTiling tiling, SessionPool networks) {
    DenoiserModel used = networks.isSparing() ? cut(UNetCut.NONE.upTo(PIECE)) : denoiser;
    long largest = used.steps().stream().mapToLong(OnnxModel::weightBytes).max().orElse(0);
    int width =
        source
            .config(DENOISER)
            .numbers("block_out_channels")
            .map(widths -> widths.get(0).intValue())
            .orElse(USUAL_WIDTH);
    int halves = effective(guidance).needsUnconditional() ? 2 : 1;
    long cells = halves * pixels / ((long) codec.factor() * codec.factor());
    return MemoryNeed.of(
        new MemoryNeed.Work(largest, width, cells), codec.painting(pixels, tiling));
  }

  private DenoiserModel cut(UNetCut cut) {
    return cut.equals(UNetCut.NONE) ? denoiser : source.denoiser(cut).orElse(denoiser);
  }

  /** Returns the picture sizes that the networks can make. */
  public SizeRule sizes() {
    TensorSpec sample = denoiser.inputs().get(NetworkCall.SAMPLE);
    return new SizeRule(
        source.latentMultiple() * codec.factor(), pixels(sample.size(3)), pixels(sample.size(2)));
  }

  private OptionalInt pixels(OptionalInt cells) {
    return cells.isPresent() ? OptionalInt.of(cells.getAsInt() * codec.factor()) : cells;
  }

  /** Returns how many channels the denoiser takes; more than a latent has for inpainting. */
  public int denoiserChannels() {
    return denoiser.inputs().get(NetworkCall.SAMPLE).size(1).orElse(codec.channels());
  }

  /** Returns whether the denoiser is told the sizes of the picture. */
  public boolean isToldSizes() {
    return denoiser.inputs().containsKey("time_ids");
  }

  /** Returns the guidance that a run of this model really uses. */
  public Guidance effective(Guidance guidance) {
    return denoising.guidance().isInput() ? Guidance.NONE : guidance;
  }

  /**
   * Encodes prompts; the text encoders are on loan only while this runs.
   *
   * @param sizes told to the networks that listen
   * @param guidance decides whether the negative side is encoded
   * @param networks lends the text encoders
   * @throws dev.gen.error.InvalidRequestException if layers are left out that a network lacks
   */
  public EncodedPrompts encode(
      ReadPrompts prompts, Both<MicroConditioning> sizes, Guidance guidance, SessionPool networks) {
    NegativeSide negative =
        effective(guidance).needsUnconditional() ? NegativeSide.WANTED : NegativeSide.UNUSED;
    EncodedPrompts encoded = family.encode(source, prompts, sizes, negative, networks);
    Map<String, FloatTensor> told = denoising.guidance().told(guidance.scale(), denoiser.inputs());
    if (told.isEmpty()) {
      return encoded;
    }
    Map<String, FloatTensor> added = new HashMap<>(encoded.positive().added());
    added.putAll(told);
    return new EncodedPrompts(
        new Conditioning(encoded.positive().promptEmbeddings(), added),
        encoded.negative(),
        encoded.warnings());
  }

  /**
   * Computes what the denoiser is told at every step, which depends on the prompts alone.
   *
   * @param prompts for all pictures of the run, from {@link #encode}
   */
  public PreparedPrompts prepare(EncodedPrompts prompts, SessionPool networks) {
    return DenoiserNetwork.prepare(denoiser, prompts, networks);
  }

  /** Returns whether some steps can take the deep features of a step before. */
  public boolean canReuse() {
    return source.denoiser(UNetCut.NONE.reusing()).isPresent();
  }

  /** Says that denoiser and decoder will be lent soon. */
  public void expect(SessionPool networks) {
    denoiser.steps().forEach(networks::expect);
    codec.expect(networks);
  }

  /**
   * Borrows the denoising network; the caller closes it.
   *
   * @param reuse in every so manyth step the whole network runs; more than 1 if the model {@link
   *     #canReuse}
   */
  public DenoiserNetwork openDenoiser(PreparedPrompts prompts, int reuse, SessionPool networks) {
    UNetCut cut = reuse == 1 ? UNetCut.NONE : UNetCut.NONE.reusing();
    cut = networks.isSparing() ? cut.upTo(PIECE) : cut;
    return DenoiserNetwork.open(cut(cut), family::call, prompts, networks);
  }
}
