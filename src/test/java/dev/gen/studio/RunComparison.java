package dev.gen.studio;

import static dev.gen.testing.Agreement.OF_NETWORKS;
import static dev.gen.testing.Agreement.OF_PICTURES;
import static dev.gen.testing.Agreement.OF_RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.image.RgbImage;
import dev.gen.model.DiffusionModel;
import dev.gen.model.EncodedPrompts;
import dev.gen.model.ModelSource;
import dev.gen.model.family.ModelFamilies;
import dev.gen.tensor.FloatTensor;
import dev.gen.testing.Golden;
import dev.gen.testing.Recorded;
import dev.gen.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/**
 * Repeats a run that the reference implementation recorded, and compares token ids, embeddings,
 * every run of the denoiser, the latent after every step, and the picture.
 */
final class RunComparison {

  private RunComparison() {}

  static void repeat(RecordedRun recorded, ModelSource source) {
    DiffusionModel model = ModelFamilies.load(recorded.over(source));
    checkTokens(recorded, source);
    List<Replay> replays =
        IntStream.range(0, recorded.pictures())
            .mapToObj(i -> Replay.run(recorded, model, i))
            .toList();
    checkEmbeddings(recorded, model);
    checkPredictions(recorded.json().get("unet_calls"), replays);
    checkLatents(recorded.json().get("latents"), replays);
    checkFinalLatents(recorded.json().path("final_latents"), replays);
    if (recorded.json().has("picture")) {
      List<FloatTensor> pictures = replays.stream().map(r -> r.image().toTensor()).toList();
      OF_PICTURES.check("picture", pictures, Recorded.of(recorded.json().get("picture")));
      return;
    }
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
        model.encode(
            model.read(request.prompts()),
            request.microConditioning(),
            request.guidance(),
            Replay.NETWORKS);
    checkEmbedding(
        recorded.json().path("prompt_embeds"), encoded.positive().promptEmbeddings(), "prompt");
    encoded
        .negative()
        .ifPresent(
            negative ->
                checkEmbedding(
                    recorded.json().path("negative_prompt_embeds"),
                    negative.promptEmbeddings(),
                    "negative prompt"));
    encoded
        .positive()
        .added()
        .forEach(
            (name, value) ->
                checkEmbedding(recorded.json().path("unet_" + name), value, "denoiser's " + name));
  }

  /** Compares what is recorded of one row; of several, the order differs from input to input. */
  private static void checkEmbedding(JsonNode expected, FloatTensor actual, String what) {
    if (expected.path("shape").path(0).asInt() == 1) {
      OF_NETWORKS.check(what, List.of(actual), Recorded.of(expected));
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
      OF_RUNS.check(
          "input of evaluation " + i,
          replays.stream().map(r -> r.predictions().get(step).input()).toList(),
          Recorded.of(call, "in"));
      OF_RUNS.check(
          "output of evaluation " + i,
          replays.stream().map(r -> r.predictions().get(step).output()).toList(),
          Recorded.of(call, "out"));
    }
  }

  private static void checkLatents(JsonNode expected, List<Replay> replays) {
    for (Replay replay : replays) {
      assertThat(replay.latents()).as("updates of the latent").hasSize(expected.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      int step = i;
      OF_RUNS.check(
          "latent after step " + i,
          replays.stream().map(r -> r.latents().get(step)).toList(),
          Recorded.of(expected.get(i)));
    }
  }

  private static void checkFinalLatents(JsonNode expected, List<Replay> replays) {
    if (!expected.path("values").isArray()) {
      return;
    }
    double[] values = Golden.doubles(expected.get("values"));
    for (int i = 0; i < replays.size(); i++) {
      List<FloatTensor> latents = replays.get(i).latents();
      FloatTensor last = latents.get(latents.size() - 1);
      double[] part = Arrays.copyOfRange(values, i * last.size(), (i + 1) * last.size());
      OF_RUNS.check("final latent of picture " + i, last.values(), part);
    }
  }

  private static void checkPicture(RgbImage expected, RgbImage actual) {
    assertThat(actual.width()).isEqualTo(expected.width());
    assertThat(actual.height()).isEqualTo(expected.height());
    OF_PICTURES.check("picture", actual.toTensor(), expected.toTensor());
  }

  private static int[] ints(JsonNode array) {
    return Arrays.stream(Golden.doubles(array)).mapToInt(value -> (int) value).toArray();
  }

  private static Offset<Double> within(double tolerance) {
    return Offset.offset(tolerance);
  }
}
