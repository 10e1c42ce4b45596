package dev.gen.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.image.RgbImage;
import dev.gen.model.DiffusionModel;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.ModelSource;
import dev.gen.onnx.SessionSettings;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import dev.gen.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/**
 * Repeats a run that the reference implementation recorded, and compares token ids, embeddings,
 * every run of the denoiser, the latent after every step, and the picture.
 *
 * <p>Latents agree within 5e-4 of their root mean square, as the reference's own repetition through
 * ONNX Runtime does (5e-5) with room for another machine; pixels within 2 levels.
 */
final class RunComparison {

  private static final double LATENT_TOLERANCE = 5e-4;
  private static final int PIXEL_TOLERANCE = 2;

  private RunComparison() {}

  static void repeat(RecordedRun recorded, ModelSource source) {
    DiffusionModel model = DiffusionModel.load(source, new SessionSettings(1));
    checkTokens(recorded, source);
    List<Replay> replays =
        IntStream.range(0, recorded.pictures())
            .mapToObj(i -> Replay.run(recorded, model, i))
            .toList();
    checkEmbeddings(recorded, model);
    checkPredictions(recorded.json().get("unet_calls"), replays);
    checkLatents(recorded.json().get("latents"), replays);
    checkFinalLatents(recorded.json().get("final_latents"), replays);
    for (int i = 0; i < replays.size(); i++) {
      checkPicture(recorded.picture(i), replays.get(i).image());
    }
  }

  private static void checkTokens(RecordedRun recorded, ModelSource source) {
    checkTokens(recorded, source, "tokenizer", "prompt", "prompt_ids");
    checkTokens(recorded, source, "tokenizer", "negative_prompt", "negative_prompt_ids");
    if (recorded.hasSecondTokenizer()) {
      String second = recorded.argument("prompt_2").isMissingNode() ? "prompt" : "prompt_2";
      String negative =
          recorded.argument("negative_prompt_2").isMissingNode()
              ? "negative_prompt"
              : "negative_prompt_2";
      checkTokens(recorded, source, "tokenizer_2", second, "prompt_ids_2");
      checkTokens(recorded, source, "tokenizer_2", negative, "negative_prompt_ids_2");
    }
  }

  private static void checkTokens(
      RecordedRun recorded, ModelSource source, String tokenizer, String argument, String key) {
    List<String> texts = recorded.texts(argument);
    JsonNode expected = recorded.json().path(key);
    if (texts.isEmpty() || expected.isMissingNode()) {
      return;
    }
    try (Tokenizer open = source.openTokenizer(tokenizer)) {
      for (int i = 0; i < texts.size(); i++) {
        assertThat(open.encode(texts.get(i)).ids())
            .as("%s of \"%s\"", key, texts.get(i))
            .containsExactly(ints(expected.get(i)));
      }
    }
  }

  private static void checkEmbeddings(RecordedRun recorded, DiffusionModel model) {
    GenerationRequest request = recorded.request(model, 0);
    EncodedPrompts encoded =
        model.encode(request.prompts(), request.microConditioning(), request.guidance());
    checkStart(
        recorded.json().path("prompt_embeds"),
        encoded.positive().promptEmbeddings(),
        "prompt embeddings");
    encoded
        .negative()
        .ifPresent(
            negative ->
                checkStart(
                    recorded.json().path("negative_prompt_embeds"),
                    negative.promptEmbeddings(),
                    "negative prompt embeddings"));
    encoded
        .positive()
        .added()
        .forEach(
            (name, value) ->
                checkEnd(recorded.json().path("unet_" + name), value, "the denoiser's " + name));
  }

  /** Compares the first values, which are those of the first picture. */
  private static void checkStart(JsonNode expected, FloatTensor actual, String what) {
    if (!expected.isMissingNode()) {
      float[] first = floats(expected.get("first8"));
      assertClose(actual.values(), 0, first, 1e-4 * rms(expected), what);
    }
  }

  /** Compares an input of the denoiser whose last row is that of the last picture's prompt. */
  private static void checkEnd(JsonNode expected, FloatTensor actual, String what) {
    if (expected.path("shape").path(0).asInt() == 1) {
      String key = expected.has("first24") ? "first24" : "first16";
      float[] first = floats(expected.get(key));
      assertClose(actual.values(), 0, first, 1e-4, what);
    }
  }

  private static void checkPredictions(JsonNode expected, List<Replay> replays) {
    for (Replay replay : replays) {
      assertThat(replay.predictions()).as("runs of the denoiser").hasSize(expected.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      JsonNode call = expected.get(i);
      int step = i;
      Replay.Prediction first = replays.get(0).predictions().get(i);
      assertThat(first.timestep())
          .as("timestep of run %d", i)
          .isCloseTo(call.get("t").asDouble(), within(1e-4 * Math.max(1, first.timestep())));
      checkSummary(
          call, "in_", replays.stream().map(r -> r.predictions().get(step).input()).toList(), i);
      checkSummary(
          call, "out_", replays.stream().map(r -> r.predictions().get(step).output()).toList(), i);
    }
  }

  private static void checkLatents(JsonNode expected, List<Replay> replays) {
    for (Replay replay : replays) {
      assertThat(replay.latents()).as("updates of the latent").hasSize(expected.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      int step = i;
      checkSummary(
          expected.get(i), "", replays.stream().map(r -> r.latents().get(step)).toList(), i);
    }
  }

  /** Compares the first values, the norm and the sum over all pictures of a batch. */
  private static void checkSummary(
      JsonNode expected, String prefix, List<FloatTensor> tensors, int step) {
    double l2 = expected.get(prefix + "l2").asDouble();
    int elements = tensors.stream().mapToInt(FloatTensor::size).sum();
    double rms = l2 / Math.sqrt(elements);
    String what = prefix + "values at evaluation " + step;
    String key = prefix.isEmpty() ? "first8" : prefix.replace("_", "8");
    float[] first = floats(expected.get(key));
    assertClose(tensors.get(0).values(), 0, first, LATENT_TOLERANCE * rms, what);
    double squares = 0;
    double sum = 0;
    for (FloatTensor tensor : tensors) {
      for (float value : tensor.values()) {
        squares += (double) value * value;
        sum += value;
      }
    }
    assertThat(Math.sqrt(squares)).as("norm of " + what).isCloseTo(l2, within(1e-4 * l2));
    assertThat(sum)
        .as("sum of " + what)
        .isCloseTo(
            expected.get(prefix + "sum").asDouble(), within(1e-4 * l2 * Math.sqrt(elements)));
  }

  private static void checkFinalLatents(JsonNode expected, List<Replay> replays) {
    if (!expected.path("values").isArray()) {
      return;
    }
    float[] values = floats(expected.get("values"));
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    double tolerance = LATENT_TOLERANCE * Math.sqrt(squares / values.length);
    for (int i = 0; i < replays.size(); i++) {
      List<FloatTensor> latents = replays.get(i).latents();
      FloatTensor last = latents.get(latents.size() - 1);
      float[] part = Arrays.copyOfRange(values, i * last.size(), (i + 1) * last.size());
      assertClose(last.values(), 0, part, tolerance, "final latent of picture " + i);
    }
  }

  private static void checkPicture(RgbImage expected, RgbImage actual) {
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    float[] wanted = expected.toTensor().values();
    assertClose(actual.toTensor().values(), 0, wanted, (PIXEL_TOLERANCE + 0.01) / 127.5, "picture");
  }

  private static int[] ints(JsonNode array) {
    return Arrays.stream(Golden.doubles(array)).mapToInt(value -> (int) value).toArray();
  }

  private static float[] floats(JsonNode array) {
    float[] result = new float[array.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) array.get(i).asDouble();
    }
    return result;
  }

  private static double rms(JsonNode summary) {
    double elements = 1;
    for (JsonNode size : summary.get("shape")) {
      elements *= size.asInt();
    }
    return Math.max(1e-6, summary.get("l2").asDouble() / Math.sqrt(elements));
  }

  private static void assertClose(
      float[] actual, int from, float[] expected, double tolerance, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[from + i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(tolerance));
    }
  }

  private static Offset<Double> within(double tolerance) {
    return Offset.offset(tolerance);
  }
}
