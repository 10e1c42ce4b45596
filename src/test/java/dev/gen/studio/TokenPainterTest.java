package dev.gen.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.image.RgbImage;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.Both;
import dev.gen.model.ModelFamily.NegativeSide;
import dev.gen.model.ModelLocator;
import dev.gen.model.OnnxDirectory;
import dev.gen.model.tokens.TokenModel;
import dev.gen.model.tokens.TokenWriter;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Models;
import dev.gen.testing.TinyTokens;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPainterTest {

  private static final int COUNT = TinyTokens.CELLS * TinyTokens.CELLS;

  @TempDir Path folder;
  private TokenModel model;
  private Job job;

  @BeforeEach
  void writeModel() throws IOException {
    Path path = TinyTokens.write(Files.createDirectory(folder.resolve("tokens")));
    model = TokenModel.of(OnnxDirectory.open(path));
    job =
        Job.EMPTY
            .with(Field.PROMPT, "a red cat")
            .with(Field.MODEL, path.toString())
            .with(Field.SEED, 7);
  }

  private static SessionPool networks() {
    return SessionPool.oneAtATime(new SessionSettings(1));
  }

  private Plan draw(Job wanted, GenerationListener listener) {
    Fingerprints known = new Fingerprints(folder.resolve("sha256"));
    try (Studio studio = Studio.open(new ModelLocator(List.of()), networks(), known)) {
      Plan plan = studio.plan(wanted);
      studio.draw(plan, listener);
      return plan;
    }
  }

  private static final class Ear implements GenerationListener {
    private final List<RgbImage> images = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<RgbImage> previews = new ArrayList<>();
    private final List<Integer> progress = new ArrayList<>();

    @Override
    public void warned(String sentence) {
      warnings.add(sentence);
    }

    @Override
    public void progressed(int picture, int done, int total) {
      assertThat(total).isEqualTo(COUNT);
      progress.add(done);
    }

    @Override
    public void visible(int picture, Supplier<RgbImage> preview) {
      previews.add(preview.get());
    }

    @Override
    public void finished(GeneratedImage image) {
      images.add(image.image());
    }
  }

  private Ear heard(Job wanted) {
    Ear ear = new Ear();
    draw(wanted, ear);
    return ear;
  }

  /** Reads the tokens back from the greys that they are painted with. */
  private static int[] tokens(RgbImage image) {
    int side = image.width() / TinyTokens.CELLS;
    int[] tokens = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int level = image.at(i % TinyTokens.CELLS * side, i / TinyTokens.CELLS * side, 0);
      tokens[i] = Math.round(level * (TinyTokens.GREYS - 1) / 255f);
    }
    return tokens;
  }

  private int[] drawn(Job wanted) {
    return tokens(heard(wanted).images.get(0));
  }

  /** The likeliest tokens by networks that keep nothing and see the whole sequence each time. */
  private int[] recomputed(String negative, double guidance) {
    int[] sequence = new int[COUNT + 1];
    sequence[0] = model.grid().begin();
    Both<String> texts = new Both<>("a red cat", negative);
    FloatTensor prefix = model.encode(texts, NegativeSide.WANTED, networks()).prefix();
    for (int at = 0; at < COUNT; at++) {
      try (TokenWriter writer = model.write(prefix, networks())) {
        float[] both = writer.next(Arrays.copyOf(sequence, at + 1)).values();
        int best = 0;
        double[] scores = new double[TinyTokens.GREYS];
        for (int i = 0; i < scores.length; i++) {
          scores[i] = both[i] + guidance * (both[scores.length + i] - both[i]);
          best = scores[i] > scores[best] ? i : best;
        }
        sequence[at + 1] = best;
      }
    }
    return Arrays.copyOfRange(sequence, 1, COUNT + 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 6})
  void theLikeliestTokensAreThoseOfARunThatKeepsNothing(double guidance) {
    Job greedy = job.with(Field.TEMPERATURE, 0).with(Field.GUIDANCE_SCALE, guidance);

    int[] expected = recomputed("", guidance);

    assertThat(drawn(greedy)).isEqualTo(expected);
    assertThat(drawn(greedy.with(Field.TEMPERATURE, 1).with(Field.TOP_K, 1))).isEqualTo(expected);
    assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(2);
  }

  @Test
  void aNegativePromptTakesThePlaceOfTheEmptyText() {
    Job greedy = job.with(Field.TEMPERATURE, 0).with(Field.GUIDANCE_SCALE, 6);

    int[] led = drawn(greedy.with(Field.NEGATIVE_PROMPT, "blue dog"));

    assertThat(led).isEqualTo(recomputed("blue dog", 6)).isNotEqualTo(recomputed("", 6));
  }

  @Test
  void withoutGuidanceThereIsNoSecondHalf() {
    Both<String> texts = new Both<>("a red cat", "blue dog");
    Job unguided = job.with(Field.GUIDANCE_SCALE, 1);

    assertThat(model.encode(texts, NegativeSide.UNUSED, networks()).prefix().shape().size(0))
        .isEqualTo(1);
    assertThat(drawn(unguided.with(Field.NEGATIVE_PROMPT, "blue dog"))).isEqualTo(drawn(unguided));
  }

  @Test
  void aSeedMeansTheSamePictureAloneAndAmongOthers() {
    List<RgbImage> two = heard(job.with(Field.COUNT, 2)).images;

    assertThat(tokens(two.get(0))).isEqualTo(drawn(job)).isNotEqualTo(tokens(two.get(1)));
    assertThat(tokens(two.get(1))).isEqualTo(drawn(job.with(Field.SEED, 8)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.5, 1})
  void keepsTheUpperRowsOfAPicture(double strength) throws IOException {
    int[] given = {0, 7, 1, 6, 2, 5, 3, 4, 7, 7, 0, 0, 1, 2, 3, 4};
    Job begun =
        job.with(Field.INIT_IMAGE, painted(given).toString()).with(Field.STRENGTH, strength);
    int kept = (int) ((1 - strength) * COUNT);

    int[] drawn = drawn(begun);

    assertThat(Arrays.copyOf(drawn, kept)).isEqualTo(Arrays.copyOf(given, kept));
    assertThat(drawn).isNotEqualTo(given);
    if (kept == 0) {
      assertThat(drawn).isEqualTo(drawn(job));
    }
  }

  private Path painted(int[] tokens) throws IOException {
    int side = 4 * TinyTokens.CELLS;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      int token = tokens[i / side / 4 * TinyTokens.CELLS + i % side / 4];
      image.setRGB(i % side, i / side, Math.round(token * 255f / 7) * 0x10101);
    }
    Path file = folder.resolve("in.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void showsTheRowsThatAreDone() {
    Ear ear = heard(job);

    assertThat(ear.previews).hasSize(TinyTokens.CELLS);
    assertThat(ear.progress).startsWith(1, 2, 3).endsWith(COUNT).hasSize(COUNT);
    RgbImage half = ear.previews.get(1);
    assertThat(Arrays.copyOf(tokens(half), 8)).isEqualTo(Arrays.copyOf(drawn(job), 8));
    assertThat(half.at(0, 9, 0)).isEqualTo(128);
    assertThat(ear.previews.get(3).rgb()).isEqualTo(ear.images.get(0).rgb());
  }

  @Test
  void stopsWithinATokenWhenItsListenerDoes() {
    List<Integer> heard = new ArrayList<>();
    GenerationListener stopping =
        new GenerationListener() {
          @Override
          public void progressed(int picture, int done, int total) {
            heard.add(done);
            if (done == 5) {
              throw new IllegalStateException("enough");
            }
          }
        };

    assertThatThrownBy(() -> draw(job, stopping)).hasMessage("enough");
    assertThat(heard).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void recordsHowTokensWereChosenAndNothingOfNoise() {
    Plan plan = draw(job.with(Field.TOP_K, 5), new Ear());

    assertThat(plan.job().decimal(Field.TEMPERATURE)).hasValue(1);
    assertThat(plan.job().whole(Field.TOP_K)).hasValue(5);
    assertThat(plan.job().decimal(Field.TOP_P)).hasValue(0.9);
    assertThat(plan.job().has(Field.STEPS)).isFalse();
    assertThat(plan.job().has(Field.SAMPLER)).isFalse();
  }

  @Test
  void saysWhatItHasNoUseFor() {
    Ear ear = heard(job.with(Field.STEPS, 9).with(Field.SAMPLER, "euler"));

    assertThat(ear.warnings)
        .singleElement()
        .asString()
        .endsWith("draws token after token and has no use for: steps, sampler");
    assertThat(heard(job).warnings).isEmpty();
  }

  @Test
  void refusesMasksAndOtherSizes() throws IOException {
    Path picture = painted(new int[COUNT]);
    Job masked = job.with(Field.INIT_IMAGE, picture.toString()).with(Field.MASK, "mask.png");

    assertThatThrownBy(() -> draw(masked, new Ear()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("keeps the upper part of init_image");
    assertThatThrownBy(() -> draw(job.with(Field.HEIGHT, 32), new Ear()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("height is 32, expected 16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"temperature", "top_k", "top_p"})
  void modelsThatRemoveNoiseRefuseTheChoiceOfTokens(String field) {
    Job wanted =
        Job.EMPTY
            .with(Field.PROMPT, "a red cat")
            .with(Field.MODEL, Models.tiny().toString())
            .with(Field.named(field), 1);

    assertThatThrownBy(() -> draw(wanted, new Ear()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(field + " is for models that draw token after token");
  }
}
