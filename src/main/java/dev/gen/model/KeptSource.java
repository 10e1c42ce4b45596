package dev.gen.model;

import dev.gen.graph.UNetCut;
import dev.gen.onnx.OnnxModel;
import dev.gen.text.RawTokens;
import dev.gen.text.SpecialTokens;
import dev.gen.text.Tokenizer;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A model whose graphs are read or built once and whose tokenizers stay open, for many pictures.
 *
 * <p>The same network is then the same object, by which a pool knows it again. Thread-safe.
 */
public final class KeptSource implements ModelSource {

  /** Closes the tokenizers of models that nobody draws with any more. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final ModelSource source;
  private final Map<String, Object> kept = new ConcurrentHashMap<>();

  /** Keeps what a source gives. */
  public KeptSource(ModelSource source) {
    this.source = source;
  }

  @SuppressWarnings("unchecked") // A key names one kind of thing.
  private <T> T once(String key, Supplier<T> make) {
    return (T) kept.computeIfAbsent(key, absent -> make.get());
  }

  @Override
  public DenoiserModel denoiser() {
    return once("denoiser", source::denoiser);
  }

  @Override
  public Optional<DenoiserModel> denoiser(UNetCut cut) {
    return once("denoiser in " + cut, () -> source.denoiser(cut));
  }

  @Override
  public OnnxModel network(String component) {
    return once("network " + component, () -> source.network(component));
  }

  @Override
  public EarlierLayer textEncoderSkipping(String component, int skipped) {
    return once(
        component + " skipping " + skipped, () -> source.textEncoderSkipping(component, skipped));
  }

  @Override
  public Tokenizer openTokenizer(String component) {
    return new Shared(once("tokenizer " + component, () -> untilUnreachable(component)));
  }

  private Tokenizer untilUnreachable(String component) {
    Tokenizer tokenizer = source.openTokenizer(component);
    CLEANER.register(this, tokenizer::close);
    return tokenizer;
  }

  /** A tokenizer that stays open when one of its users is done. */
  private record Shared(Tokenizer tokenizer) implements Tokenizer {
    @Override
    public RawTokens tokenize(String text) {
      return tokenizer.tokenize(text);
    }

    @Override
    public SpecialTokens special() {
      return tokenizer.special();
    }

    @Override
    public int maxLength() {
      return tokenizer.maxLength();
    }

    @Override
    public void close() {
      // Others go on using it.
    }
  }

  @Override
  public ConfigFile config(String component) {
    return once("config " + component, () -> source.config(component));
  }

  @Override
  public ConfigFile index() {
    return once("index", source::index);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public ConfigFile world() {
    return source.world();
  }

  @Override
  public boolean hasNetwork(String component) {
    return source.hasNetwork(component);
  }

  @Override
  public List<StoredNetwork> storedNetworks() {
    return source.storedNetworks();
  }

  @Override
  public List<String> guesses() {
    return source.guesses();
  }

  @Override
  public List<String> warnings() {
    return once("warnings", source::warnings);
  }

  @Override
  public int latentMultiple() {
    return source.latentMultiple();
  }
}
