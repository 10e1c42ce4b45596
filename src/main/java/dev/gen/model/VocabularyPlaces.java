package dev.gen.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where CLIP's vocabulary may lie on a machine that has other programs of this kind: beside the
 * checkpoint, in those programs' folders, in the caches of Hugging Face, in Python packages.
 *
 * <p>Only looks, and only when asked: the search is lazy and ends at the first vocabulary that
 * fits.
 *
 * @param environment the variables that may name folders
 * @param home the user's folder
 */
public record VocabularyPlaces(Map<String, String> environment, Path home) {

  /** How many folders above a checkpoint may be the program that it was put into. */
  private static final int PARENTS = 4;

  private static final List<String> BESIDE = List.of("", "tokenizer", "tokenizer_2");

  /** Below the folder of ComfyUI, Fooocus, Forge, InvokeAI, SD.Next and Automatic1111. */
  private static final List<String> IN_PROGRAMS =
      List.of(
          "comfy/sd1_tokenizer",
          "ComfyUI/comfy/sd1_tokenizer",
          "ldm_patched/modules/sd1_tokenizer",
          "backend/huggingface/*/*/tokenizer",
          "models/core/convert/*",
          "models/*/main/*/tokenizer",
          "models/Diffusers/models--*/snapshots/*/tokenizer",
          "venv/lib/python3*/site-packages/open_clip",
          "venv/lib/python3*/site-packages/clip",
          "python_embeded/Lib/site-packages/open_clip");

  private static final List<String> PROGRAMS =
      List.of(
          "ComfyUI",
          "Documents/ComfyUI",
          "stable-diffusion-webui",
          "stable-diffusion-webui-forge",
          "automatic",
          "sdnext",
          "Fooocus",
          "invokeai",
          "SwarmUI/dlbackend/ComfyUI",
          "StabilityMatrix/Packages/*");

  private static final List<String> IN_CACHES =
      List.of(
          "models--*/snapshots/*/tokenizer",
          "models--*/snapshots/*",
          "models--*/snapshots/*/tokenizer_2");

  private static final List<String> PACKAGES =
      List.of(
          ".local/lib/python3*/site-packages/open_clip", ".local/lib/python3*/site-packages/clip");

  /** Returns the places of the user that runs the program. */
  public static VocabularyPlaces ofUser() {
    return new VocabularyPlaces(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** Returns the folders that there are, the likeliest first. */
  Stream<Path> around(Path checkpoint) {
    return Stream.of(above(checkpoint), programs(), caches(), below(home, PACKAGES))
        .flatMap(places -> places);
  }

  private Stream<Path> above(Path checkpoint) {
    List<Path> folders = new ArrayList<>();
    Path folder = checkpoint.toAbsolutePath().normalize().getParent();
    for (int i = 0; i < PARENTS && folder != null; i++) {
      folders.add(folder);
      folder = folder.getParent();
    }
    return folders.stream()
        .flatMap(place -> Stream.concat(below(place, BESIDE), below(place, IN_PROGRAMS)));
  }

  private Stream<Path> programs() {
    return Stream.concat(
            Stream.of("COMFYUI_PATH", "INVOKEAI_ROOT").map(this::named).filter(Objects::nonNull),
            below(home, PROGRAMS))
        .flatMap(program -> below(program, IN_PROGRAMS));
  }

  private Stream<Path> caches() {
    Path cache = named("XDG_CACHE_HOME");
    Path hub = named("HF_HOME");
    Path usual = (cache == null ? home.resolve(".cache") : cache).resolve("huggingface");
    return Stream.of(
            named("HF_HUB_CACHE"),
            named("HUGGINGFACE_HUB_CACHE"),
            hub == null ? null : hub.resolve("hub"),
            usual.resolve("hub"),
            usual.resolve("diffusers"))
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(place -> below(place, IN_CACHES));
  }

  private Path named(String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : Path.of(value);
  }

  private static Stream<Path> below(Path folder, List<String> patterns) {
    return patterns.stream().flatMap(pattern -> matches(folder, pattern).stream());
  }

  /** Finds the folders that a path with stars leads to; each star stands for part of a name. */
  private static List<Path> matches(Path folder, String pattern) {
    List<Path> found = List.of(folder);
    for (String name : pattern.split("/")) {
      List<Path> next = new ArrayList<>();
      found.forEach(place -> next.addAll(children(place, name)));
      found = next;
    }
    return found.stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> children(Path folder, String name) {
    if (!name.contains("*")) {
      return List.of(name.isEmpty() ? folder : folder.resolve(name));
    }
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, name)) {
        entries.forEach(children::add);
      } catch (IOException e) {
        // A folder that may not be read holds nothing for this user.
      }
    }
    children.sort(null);
    return children;
  }
}
