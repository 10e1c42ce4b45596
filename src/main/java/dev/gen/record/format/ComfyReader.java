package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import dev.gen.record.format.ComfyGraph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows a graph of ComfyUI from its sampler along the links to prompts, model and size.
 *
 * <p>Where samplers follow each other the first is the record, since the others work on its
 * picture. Each walk sees a node once, so that graphs which go in circles or fan out end.
 */
final class ComfyReader {

  private static final List<String> PICTURE =
      List.of("latent_image", "samples", "latent", "image", "images", "pixels", "input");
  private static final List<String> SEEDS = List.of("seed", "noise_seed");
  private static final Map<String, RecordField> SAMPLER_INPUTS =
      Map.of(
          "steps", RecordField.STEPS,
          "cfg", RecordField.GUIDANCE_SCALE,
          "sampler_name", RecordField.SAMPLER,
          "scheduler", RecordField.SCHEDULER,
          "denoise", RecordField.STRENGTH,
          "seed", RecordField.SEED,
          "noise_seed", RecordField.SEED);

  private static final Pattern STARTED = Pattern.compile(".*(Load|VAEEncode|Image).*");

  private final ComfyGraph graph;
  private final RecordBuilder record;
  private final ComfyPrompts prompts;
  private final ComfyModel models;

  ComfyReader(ComfyGraph graph, RecordBuilder record) {
    this.graph = graph;
    this.record = record;
    this.prompts = new ComfyPrompts(graph, record);
    this.models = new ComfyModel(graph, record);
  }

  /** Reads everything; what cannot be followed is noted. */
  void read() {
    List<Node> passes = passes();
    if (passes.isEmpty()) {
      record.unread("prompt: no node in this graph is known as a sampler");
      return;
    }
    Node first = passes.get(0);
    readSampler(first);
    readPicture(first);
    readDecoder();
    for (Node later : passes.subList(1, passes.size())) {
      record.unread(laterPass(later));
    }
  }

  /** Returns all samplers; the first has no other before it, and made the saved picture. */
  private List<Node> passes() {
    Set<Node> found = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (node.kind().startsWith("SaveImage")) {
        earliest(node).ifPresent(found::add);
      }
    }
    List<Node> samplers = new ArrayList<>();
    graph.nodes().forEach(node -> addIfSampler(node, samplers));
    if (found.isEmpty() && !samplers.isEmpty()) {
      earliest(samplers.get(0)).ifPresent(found::add);
    }
    found.addAll(samplers);
    return List.copyOf(found);
  }

  private static void addIfSampler(Node node, List<Node> samplers) {
    if (isSampler(node)) {
      samplers.add(node);
    }
  }

  private static boolean isSampler(Node node) {
    boolean noise = SEEDS.stream().anyMatch(node.inputs()::has) || node.isLinked("noise");
    boolean guided = node.isLinked("positive") || node.isLinked("guider");
    return noise && guided || node.kind().equals("KSampler");
  }

  /** Walks back along the picture to the sampler that began it. */
  private Optional<Node> earliest(Node from) {
    Set<Node> seen = new HashSet<>();
    Optional<Node> sampler = Optional.empty();
    for (Optional<Node> at = Optional.of(from); at.isPresent() && seen.add(at.get()); ) {
      if (isSampler(at.get())) {
        sampler = at;
      }
      at = graph.behind(at.get(), PICTURE);
    }
    return sampler;
  }

  private void readSampler(Node sampler) {
    readInputs(sampler);
    graph.behind(sampler, "sampler").ifPresent(this::readSolver);
    graph.behind(sampler, "sigmas").ifPresent(this::readSigmas);
    graph.behind(sampler, "noise").ifPresent(this::readInputs);
    Node guide = graph.behind(sampler, "guider").orElse(sampler);
    if (guide != sampler) {
      readInputs(guide);
    }
    Optional<Node> positive = graph.behind(guide, List.of("positive", "conditioning", "cond1"));
    positive
        .flatMap(node -> prompts.read(RecordField.PROMPT, node, guide))
        .ifPresent(models::readClip);
    graph
        .behind(guide, "negative")
        .ifPresent(node -> prompts.read(RecordField.NEGATIVE_PROMPT, node, guide));
    graph.behind(guide, "model").or(() -> graph.behind(sampler, "model")).ifPresent(models::read);
  }

  private void readInputs(Node node) {
    node.inputs()
        .fieldNames()
        .forEachRemaining(
            input -> {
              Optional<RecordField> field = Optional.ofNullable(SAMPLER_INPUTS.get(input));
              Optional<JsonNode> value = ComfyValues.value(graph, node, input);
              if (value.isPresent() && field.isPresent()) {
                record.put(field.get(), input, value.get());
              } else if (value.isPresent()) {
                record.unknown(input, value.get());
              } else if (field.isPresent()) {
                unknownSource(node, input);
              }
            });
  }

  private void unknownSource(Node node, String input) {
    String source = graph.behind(node, input).map(Node::toString).orElse("nothing");
    record.unread("%s: %s comes from %s, which is not known".formatted(node, input, source));
  }

  /** Reads a sampler that is a node: one that names it, or one for each kind. */
  private void readSolver(Node node) {
    readInputs(node);
    if (!record.has(RecordField.SAMPLER)) {
      String kind = node.kind().replaceFirst("^Sampler_?", "");
      record.put(
          RecordField.SAMPLER,
          kind.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
    }
  }

  /** Reads a choice of noise levels, through nodes that cut or turn it. */
  private void readSigmas(Node from) {
    Set<Node> seen = new HashSet<>();
    for (Optional<Node> at = Optional.of(from); at.isPresent() && seen.add(at.get()); ) {
      readInputs(at.get());
      Optional<Node> next = graph.behind(at.get(), "sigmas");
      if (next.isEmpty() && !record.has(RecordField.SCHEDULER)) {
        String kind = at.get().kind().replaceFirst("Scheduler$", "");
        record.put(RecordField.SCHEDULER, kind.toLowerCase(Locale.ROOT));
      }
      at = next;
    }
  }

  /** Walks back from the sampler to the empty latent, or to the picture it started from. */
  private void readPicture(Node sampler) {
    Set<Node> seen = new HashSet<>(Set.of(sampler));
    Node last = sampler;
    Optional<Node> at = graph.behind(sampler, PICTURE);
    while (at.isPresent() && seen.add(at.get())) {
      last = at.get();
      readPictureInputs(last);
      at = graph.behind(last, PICTURE);
    }
    if (at.isPresent()) {
      record.unread(at.get() + (at.get() == last ? ": links to itself" : ": links back to itself"));
    } else if (last != sampler
        && !record.has(RecordField.WIDTH)
        && !STARTED.matcher(last.kind()).matches()) {
      record.unread(last + ": the size comes from a node that is not known");
    }
  }

  private void readPictureInputs(Node node) {
    boolean empty = node.kind().contains("Empty") || node.kind().contains("Latent");
    node.inputs()
        .fieldNames()
        .forEachRemaining(
            input -> {
              Optional<JsonNode> value = ComfyValues.value(graph, node, input);
              if (empty && input.equals("width") && value.isPresent()) {
                record.put(RecordField.WIDTH, input, value.get());
              } else if (empty && input.equals("height") && value.isPresent()) {
                record.put(RecordField.HEIGHT, input, value.get());
              } else if (!(input.equals("batch_size")
                  && value.filter(v -> v.asInt() == 1).isPresent())) {
                value.ifPresent(v -> record.unknown(input, v));
              }
            });
  }

  /** Reads the autoencoder that decodes, unless it is the model's own. */
  private void readDecoder() {
    for (Node node : graph.nodes()) {
      Optional<Node> loader =
          node.kind().startsWith("VAEDecode") ? graph.behind(node, "vae") : Optional.empty();
      loader
          .flatMap(vae -> ComfyValues.value(graph, vae, "vae_name"))
          .ifPresent(name -> record.put(RecordField.VAE, "vae_name", name));
    }
  }

  private String laterPass(Node pass) {
    Node guide = graph.behind(pass, "guider").orElse(pass);
    String model =
        graph
            .behind(guide, "model")
            .flatMap(models::nameOf)
            .map(name -> ", model " + name)
            .orElse("");
    return "%s: another pass (%s steps, denoise %s%s)"
        .formatted(
            pass,
            pass.literal("steps").asText("?"),
            pass.literal("denoise").asText("not said"),
            model);
  }

  /** Returns a layer of the text encoder as Automatic1111 counts it. */
  static JsonNode clipSkip(JsonNode layer) {
    return IntNode.valueOf(-layer.asInt(-1));
  }
}
