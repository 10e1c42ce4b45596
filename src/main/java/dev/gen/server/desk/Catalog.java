package dev.gen.server.desk;

import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.ModelLocator;
import dev.gen.model.NamedFiles;
import dev.gen.model.WishedModel;
import dev.gen.server.http.HttpError;
import dev.gen.text.LoraPrompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files that clients may name: those that lie in the folders of models, and no others.
 *
 * @param locator of those folders
 * @param usual the model of jobs that name none
 */
public record Catalog(ModelLocator locator, String usual) {

  /** Fields that name files by path; no client may. */
  private static final List<Field> PATHS =
      List.of(
          Field.TOKENIZER,
          Field.CONFIGS,
          Field.UNET,
          Field.TEXT_ENCODER,
          Field.TEXT_ENCODER_2,
          Field.RANKER,
          Field.OUTPUT);

  /** Takes the built-in model for jobs that name none, or the first one where it is missing. */
  public Catalog(ModelLocator locator) {
    this(locator, usual(named(locator)));
  }

  private static String usual(Map<String, Path> models) {
    return models.containsKey(WishedModel.BUILT_IN)
        ? WishedModel.BUILT_IN
        : models.keySet().stream().findFirst().orElse(WishedModel.BUILT_IN);
  }

  /** Returns the models by name; of several with one name the first that is found. */
  public Map<String, Path> models() {
    return named(locator);
  }

  private static Map<String, Path> named(ModelLocator locator) {
    Map<String, Path> models = new LinkedHashMap<>();
    locator.list().forEach(path -> models.putIfAbsent(ModelLocator.nameOf(path), path));
    return models;
  }

  /** Finds a model by its name, with or without its ending. */
  public Optional<String> model(String name) {
    Map<String, Path> models = models();
    return models.containsKey(name)
        ? Optional.of(name)
        : models.keySet().stream().filter(model -> stem(model).equals(name)).findFirst();
  }

  /** Returns a file's name without its ending. */
  public static String stem(String name) {
    return name.replaceFirst("(?i)\\.safetensors$", "");
  }

  /** Returns the LoRAs that jobs may name. */
  public NamedFiles loras() {
    return NamedFiles.loras(locator);
  }

  /** Returns the autoencoders that jobs may name. */
  public NamedFiles autoencoders() {
    return NamedFiles.autoencoders(locator);
  }

  /** Returns the embeddings that jobs may name. */
  public NamedFiles embeddings() {
    return NamedFiles.embeddings(locator);
  }

  /**
   * Returns a job with the embeddings that its prompts name, as Automatic1111 takes them; exports
   * take none.
   */
  public Job withNamedEmbeddings(Job job) {
    String words =
        job.text(Field.PROMPT).orElse("") + "\n" + job.text(Field.NEGATIVE_PROMPT).orElse("");
    List<Addition> named =
        embeddings().list().stream()
            .map(file -> stem(file.getFileName().toString()))
            .filter(name -> names(words, name))
            .map(Addition::of)
            .toList();
    Path model = models().getOrDefault(job.text(Field.MODEL).orElse(usual), Path.of(""));
    return named.isEmpty() || Files.exists(model.resolve("unet/model.onnx"))
        ? job
        : job.with(Field.EMBEDDING, named);
  }

  private static boolean names(String words, String name) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE)
        .matcher(words)
        .find();
  }

  /**
   * Returns a job that names its model as it is called here.
   *
   * @throws HttpError 400 or 404 if it names a file by path, or one that is not offered
   */
  public Job checked(Job job) {
    for (Field field : PATHS) {
      if (job.has(field)) {
        throw HttpError.ofField(
            400, "request", field.fieldName(), "names a file, which a server does not take");
      }
    }
    LoraPrompt.parse(job.text(Field.PROMPT).orElse(""))
        .loras()
        .forEach(lora -> requireOffered(Field.LORA, loras(), lora.name()));
    job.additions(Field.LORA).forEach(one -> requireOffered(Field.LORA, loras(), one.name()));
    job.additions(Field.EMBEDDING)
        .forEach(one -> requireOffered(Field.EMBEDDING, embeddings(), one.name()));
    job.text(Field.VAE).ifPresent(name -> requireOffered(Field.VAE, autoencoders(), name));
    String wanted = job.text(Field.MODEL).orElse(usual);
    String model =
        model(wanted)
            .orElseThrow(
                () ->
                    HttpError.ofField(
                        404,
                        "model_not_found",
                        Field.MODEL.fieldName(),
                        "is \"%s\", expected one of %s"
                            .formatted(wanted, String.join(", ", models().keySet()))));
    return job.with(Field.MODEL, model);
  }

  /** Looks a file up among those that are offered, by the rules by which it will be found. */
  private static void requireOffered(Field field, NamedFiles files, String name) {
    boolean plain = !name.startsWith("/") && !name.contains("..") && !Files.exists(path(name));
    if (!plain || !isOffered(files, name)) {
      throw HttpError.ofField(
          400, "request", field.fieldName(), "is \"" + name + "\", which is not offered");
    }
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (java.nio.file.InvalidPathException e) {
      return Path.of(".");
    }
  }

  private static boolean isOffered(NamedFiles files, String name) {
    try {
      files.find(name);
      return true;
    } catch (dev.gen.error.InvalidRequestException e) {
      return false;
    }
  }

  /** Returns a sentence without the folders of this machine. */
  public String withoutFolders(String message) {
    String said = message;
    for (Path folder : locator.folders()) {
      said = said.replace(folder + "/", "").replace(folder.toAbsolutePath() + "/", "");
    }
    return said;
  }
}
