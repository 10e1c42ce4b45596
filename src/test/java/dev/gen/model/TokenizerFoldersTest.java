package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.error.ModelFormatException;
import dev.gen.files.UserFolders;
import dev.gen.model.TokenizerFolders.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vocabularies of a few tokens in all the places where they are looked for. */
class TokenizerFoldersTest {

  private static final int TOKENS = 12;

  @TempDir Path machine;

  private Path home;
  private Path checkpoint;

  @BeforeEach
  void anEmptyHome() throws IOException {
    home = Files.createDirectories(machine.resolve("home"));
    Path folder = Files.createDirectories(machine.resolve("data/program/models/checkpoints"));
    checkpoint = folder.resolve("model.safetensors");
  }

  @Test
  void theFirstVocabularyOfTheSizeWithTheTokenThatPadsServes() throws IOException {
    Path small = vocabulary(machine.resolve("a/tokenizer"), 7, "!").getParent();
    Path withoutPadding = vocabulary(machine.resolve("b/tokenizer"), TOKENS, "?").getParent();
    Path spoiled = Files.createDirectories(machine.resolve("c/tokenizer")).getParent();
    Files.writeString(spoiled.resolve("tokenizer/tokenizer.json"), "{}");
    Path fitting = vocabulary(machine.resolve("d/tokenizer"), TOKENS, "!").getParent();

    assertThat(found(List.of(checkpoint, small, withoutPadding, spoiled, fitting), Map.of()))
        .isEqualTo(fitting.resolve("tokenizer"));
  }

  @ParameterizedTest
  @CsvSource({
    "data/program/models/checkpoints",
    "data/program/models/checkpoints/tokenizer",
    "data/program/tokenizer",
    "data/program/comfy/sd1_tokenizer",
    "data/program/backend/huggingface/some/model/tokenizer",
    "data/program/models/sd-1/main/Some Model/tokenizer",
    "home/ComfyUI/comfy/sd1_tokenizer",
    "home/Fooocus/ldm_patched/modules/sd1_tokenizer",
    "home/invokeai/models/core/convert/clip-vit-large-patch14",
    "home/.cache/huggingface/hub/models--some--clip/snapshots/0123/tokenizer",
    "home/.cache/huggingface/hub/models--openai--clip/snapshots/0123",
  })
  void otherProgramsAndCachesAreSearched(String place) throws IOException {
    Path folder = vocabulary(machine.resolve(place), TOKENS, "!");

    assertThat(found(List.of(checkpoint), Map.of())).isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "HF_HOME, hub/models--a--b/snapshots/0/tokenizer",
    "HF_HUB_CACHE, models--a--b/snapshots/0/tokenizer",
    "XDG_CACHE_HOME, huggingface/hub/models--a--b/snapshots/0/tokenizer",
    "COMFYUI_PATH, comfy/sd1_tokenizer",
    "INVOKEAI_ROOT, models/sdxl/main/x/tokenizer",
  })
  void variablesOfTheEnvironmentMoveThem(String variable, String place) throws IOException {
    Path folder = vocabulary(machine.resolve("moved").resolve(place), TOKENS, "!");

    assertThat(found(List.of(checkpoint), Map.of(variable, machine.resolve("moved").toString())))
        .isEqualTo(folder);
  }

  @Test
  void thePackedMergesOfAPythonPackageServe() throws IOException {
    Path folder =
        Files.createDirectories(home.resolve(".local/lib/python3.11/site-packages/open_clip"));
    try (GZIPOutputStream out =
        new GZIPOutputStream(
            Files.newOutputStream(folder.resolve("bpe_simple_vocab_16e6.txt.gz")))) {
      out.write("#version: 0.2\na b\nab c</w>\n".getBytes(StandardCharsets.UTF_8));
    }

    TokenizerFolders folders = folders(Optional.empty(), List.of(checkpoint), Map.of());

    assertThat(folders.find(wanted(512 + 2 + 2)).folder()).isEqualTo(folder);
  }

  @Test
  void aVocabularyThatTheUserNamesHasToFit() throws IOException {
    Path small = vocabulary(machine.resolve("small"), 7, "!");
    TokenizerFolders folders = folders(Optional.of(small), List.of(checkpoint), Map.of());

    assertThatThrownBy(() -> folders.find(wanted(TOKENS)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("tokenizer is " + small)
        .hasMessageContaining("7 tokens")
        .hasMessageContaining("has 12");
  }

  @Test
  void aVocabularyThatTheUserNamesNeedsTheTokenThatPads() throws IOException {
    Path other = vocabulary(machine.resolve("other"), TOKENS, "?");
    TokenizerFolders folders = folders(Optional.of(other), List.of(checkpoint), Map.of());

    assertThatThrownBy(() -> folders.find(wanted(TOKENS)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("does not fit")
        .hasMessageContaining("lacks the token '!'; name one of 12 tokens")
        .hasMessageNotContaining("fetch");
  }

  @Test
  void aFolderThatTheUserNamesHasAVocabulary() {
    TokenizerFolders folders = folders(Optional.of(machine), List.of(checkpoint), Map.of());

    assertThatThrownBy(() -> folders.find(wanted(TOKENS)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("tokenizer is " + machine + ", where there is no vocabulary");
  }

  @Test
  void whereThereIsNoneOneLineSaysHowToGetIt() {
    TokenizerFolders folders = folders(Optional.empty(), List.of(checkpoint), Map.of());

    assertThatThrownBy(() -> folders.find(wanted(49408)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no vocabulary of 49408 tokens")
        .hasMessageContaining("vocab.json and merges.txt")
        .hasMessageContaining(UserFolders.ofProcess().data() + "/models/tokenizer")
        .hasMessageNotContaining("\n");
  }

  private Path found(List<Path> models, Map<String, String> environment) {
    return folders(Optional.empty(), models, environment).find(wanted(TOKENS)).folder();
  }

  private TokenizerFolders folders(
      Optional<Path> chosen, List<Path> models, Map<String, String> environment) {
    return new TokenizerFolders(chosen, models, new VocabularyPlaces(environment, home));
  }

  private static Wanted wanted(int tokens) {
    return new Wanted("tokenizer", ConfigFile.of("test", Map.of()), tokens, Optional.of("!"));
  }

  /** Writes a vocabulary whose first token is the given one and whose last two are CLIP's. */
  private static Path vocabulary(Path folder, int tokens, String first) throws IOException {
    Files.createDirectories(folder);
    String letters =
        IntStream.range(1, tokens - 2)
            .mapToObj(id -> "\"%s\":%d".formatted((char) ('a' + id), id))
            .collect(Collectors.joining(","));
    Files.writeString(
        folder.resolve("vocab.json"),
        "{\"%s\":0,%s,\"<|startoftext|>\":%d,\"<|endoftext|>\":%d}"
            .formatted(first, letters, tokens - 2, tokens - 1));
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
    return folder;
  }
}
