package dev.gen.hub;

import dev.gen.error.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of a repository's files are fetched.
 *
 * <p>Without patterns: one variant of the weights that this program can use, in half precision
 * where there is one, safetensors rather than ONNX, and the configs and vocabularies of the folders
 * that are used. Pickles never, since opening one can run any code.
 *
 * @param include patterns in place of this choice; a star stands for any letters, slashes too
 * @param exclude patterns of files that are left out
 */
public record HubSelection(List<String> include, List<String> exclude) {

  private static final Pattern PICKLE =
      Pattern.compile("(?i).*\\.(bin|ckpt|pt|pth|pkl|pickle|joblib|npy|npz)");
  private static final Pattern WEIGHTS =
      Pattern.compile("(?i).*\\.(safetensors|onnx|onnx_data|onnx\\.data|pb|msgpack|h5|gguf)");
  private static final Pattern TEXTS =
      Pattern.compile("(?i).*\\.(json|txt|model|md)|(.*/)?licen[cs]e[^/]*");

  /** Copies the lists. */
  public HubSelection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /**
   * Chooses.
   *
   * @throws InvalidRequestException if nothing is left, or nobody can tell which file is meant
   */
  public List<HubFile> of(List<HubFile> files) {
    List<HubFile> safe = files.stream().filter(file -> !matches(PICKLE, file)).toList();
    List<HubFile> chosen =
        (include.isEmpty() ? usual(safe) : safe.stream().filter(any(include)).toList())
            .stream().filter(any(exclude).negate()).toList();
    if (chosen.isEmpty()) {
      throw new InvalidRequestException(
          "nothing is left to fetch of %d files, pickles (never fetched) among them: %d"
              .formatted(files.size(), files.size() - safe.size()));
    }
    return chosen;
  }

  private List<HubFile> usual(List<HubFile> files) {
    boolean parts = files.stream().anyMatch(file -> file.path().equals("model_index.json"));
    List<HubFile> loose = files.stream().filter(file -> file.folder().isEmpty()).toList();
    List<HubFile> used = files.stream().filter(file -> !file.folder().isEmpty()).toList();
    if (!parts) {
      return single(loose);
    }
    used = used.stream().filter(file -> !file.path().startsWith("safety_checker/")).toList();
    boolean tensors = used.stream().anyMatch(file -> file.path().endsWith(".safetensors"));
    String wanted = tensors ? ".*\\.safetensors" : ".*\\.(onnx|onnx_data|onnx\\.data|pb)";
    List<HubFile> weights = oneVariant(used, Pattern.compile(wanted));
    Set<String> unused = folders(used.stream().filter(file -> matches(WEIGHTS, file)));
    unused.removeAll(folders(weights.stream()));
    List<HubFile> texts =
        oneVariant(used, TEXTS).stream().filter(file -> !unused.contains(file.folder())).toList();
    return Stream.of(
            loose.stream().filter(file -> matches(TEXTS, file)), texts.stream(), weights.stream())
        .flatMap(kind -> kind)
        .toList();
  }

  /** Takes the files of one kind, of each folder with half precision these alone. */
  private static List<HubFile> oneVariant(List<HubFile> files, Pattern kind) {
    Set<String> half =
        folders(files.stream().filter(f -> isHalf(f) && f.path().endsWith(".safetensors")));
    return files.stream()
        .filter(file -> matches(kind, file) && !file.name().contains("non_ema"))
        .filter(
            file ->
                !(matches(WEIGHTS, file) || file.name().contains(".index."))
                    || isHalf(file) == half.contains(file.folder()))
        .toList();
  }

  private static List<HubFile> single(List<HubFile> loose) {
    List<HubFile> weights = loose.stream().filter(f -> f.path().endsWith(".safetensors")).toList();
    if (weights.size() > 1) {
      throw new InvalidRequestException(
          "include",
          "is needed, since the repository holds %d models: %s"
              .formatted(
                  weights.size(),
                  weights.stream().map(HubFile::path).limit(20).collect(Collectors.joining(", "))));
    }
    return weights.isEmpty()
        ? List.of()
        : loose.stream().filter(f -> matches(TEXTS, f) || weights.contains(f)).toList();
  }

  private static Set<String> folders(Stream<HubFile> files) {
    return files.map(HubFile::folder).collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isHalf(HubFile file) {
    return file.name().contains("fp16");
  }

  private static boolean matches(Pattern pattern, HubFile file) {
    return pattern.matcher(file.path()).matches();
  }

  private static Predicate<HubFile> any(List<String> globs) {
    List<Pattern> patterns = globs.stream().map(HubSelection::pattern).toList();
    return file -> patterns.stream().anyMatch(pattern -> matches(pattern, file));
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        glob.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining()));
  }
}
