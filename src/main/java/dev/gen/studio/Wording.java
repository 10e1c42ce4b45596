package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Addition;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.World;
import dev.gen.text.LoraPrompt;
import dev.gen.text.LoraRequest;
import dev.gen.text.PromptSyntax;
import dev.gen.words.Phrasebook;
import dev.gen.words.PromptTemplate;
import dev.gen.words.Style;
import dev.gen.words.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words that pictures are drawn from: choices are made, then a model's world completes what is
 * short, then styles are put around it.
 *
 * <p>A job that says its drawn prompt is drawn from that, and nothing is chosen or added.
 *
 * @param job what is asked for, with a seed and a count
 * @param template of the prompt, where it has choices
 * @param styles around the prompt, the last one outermost
 * @param world that completes short prompts
 */
public record Wording(
    Job job, Optional<PromptTemplate> template, List<Style> styles, Optional<World> world) {

  /**
   * Reads the words of a job.
   *
   * @throws InvalidRequestException if the prompt is empty, or a choice, wildcard, style or LoRA
   *     tag cannot be used
   */
  static Wording of(Job job, Phrasebook phrasebook) {
    String prompt = job.text(Field.PROMPT).orElse("");
    if (prompt.isBlank()) {
      throw new InvalidRequestException(
          Field.PROMPT.fieldName(),
          "is empty; say what to draw, such as \"a red sailboat on the sea\"");
    }
    boolean given = job.has(Field.DRAWN_PROMPT);
    boolean literal = given || !isRead(job) || job.text(Field.CHOICES).orElse("").equals("off");
    Optional<PromptTemplate> template = literal ? Optional.empty() : phrasebook.template(prompt);
    List<String> names = given ? List.of() : job.texts(Field.STYLE);
    List<Style> styles = names.isEmpty() ? List.of() : phrasebook.styles().get().named(names);
    Wording wording = new Wording(job, template, styles, Optional.empty());
    wording.requireCombination();
    wording.requireSameLoras();
    return wording;
  }

  /** Returns whether weights and tags in prompts are read. */
  private static boolean isRead(Job job) {
    return !job.text(Field.PROMPT_SYNTAX)
        .equals(Optional.of(PromptSyntax.PLAIN.name().toLowerCase(Locale.ROOT)));
  }

  /** Returns how many combinations of choices there are. */
  long combinations() {
    return template.map(PromptTemplate::combinations).orElse(1L);
  }

  private void requireCombination() {
    int number = job.whole(Field.COMBINATION).orElse(1);
    long all = combinations();
    if (number > all && !job.has(Field.DRAWN_PROMPT)) {
      throw new InvalidRequestException(
          Field.COMBINATION.fieldName(),
          "is %d, but the prompt has %d combinations of choices".formatted(number, all));
    }
  }

  /** The pictures of one job are drawn by one model, so choices cannot add LoRAs of their own. */
  private void requireSameLoras() {
    List<LoraRequest> first = loras(firstSeed());
    for (int i = 1; isChosenBySeed() && i < job.whole(Field.COUNT).orElse(1); i++) {
      if (!loras(firstSeed() + i).equals(first)) {
        throw new InvalidRequestException(
            Field.PROMPT.fieldName(),
            "has choices that add different LoRAs, which pictures of one count cannot have; draw"
                + " them one by one, or every combination");
      }
    }
  }

  private long firstSeed() {
    return job.seed().orElseThrow();
  }

  private boolean isChosenBySeed() {
    return template.isPresent() && !job.has(Field.COMBINATION);
  }

  /** Returns the same with short prompts completed. */
  Wording completedBy(World known) {
    return new Wording(job, template, styles, Optional.of(known));
  }

  /** Returns the job with its LoRA tags as LoRAs, and what is known of its words. */
  Job described() {
    List<Addition> loras = new ArrayList<>(job.additions(Field.LORA));
    loras(firstSeed()).forEach(tag -> loras.add(addition(tag)));
    Job described =
        job.with(Field.LORA, loras).with(Field.PROMPT, keepsTags() ? prompt() : untagged(prompt()));
    if (!styles.isEmpty()) {
      described =
          described.with(
              Field.DRAWN_NEGATIVE_PROMPT,
              Styles.negative(styles, job.text(Field.NEGATIVE_PROMPT)));
    }
    boolean recorded = job.has(Field.DRAWN_PROMPT) && job.has(Field.CHOICES);
    return recorded
        ? described
        : described.with(Field.CHOICES, template.isPresent() ? "on" : "off");
  }

  /** A template's tags are part of its choices. */
  private boolean keepsTags() {
    return template.isPresent() || job.has(Field.DRAWN_PROMPT);
  }

  /** Returns the job with the words of all of its pictures, if those are not the prompt itself. */
  Job drawn(Job planned) {
    return template.isPresent() || !styles.isEmpty()
        ? planned.with(Field.DRAWN_PROMPT, words(firstSeed()))
        : planned;
  }

  /** Returns whether each picture has words of its own. */
  boolean varies() {
    return isChosenBySeed() || world.isPresent();
  }

  /** Returns the words that are drawn for a seed; the prompt itself where nothing is to be said. */
  String words(long seed) {
    String chosen = untagged(chosen(seed));
    String completed = world.map(w -> new Completion(chosen, w).words(seed)).orElse(chosen);
    return styles.isEmpty() ? completed : Styles.framed(untagged(Styles.frame(styles)), completed);
  }

  String prompt() {
    return job.text(Field.PROMPT).orElseThrow();
  }

  private String chosen(long seed) {
    if (template.isEmpty()) {
      return prompt();
    }
    return isChosenBySeed()
        ? template.get().words(seed)
        : template.get().combination(job.whole(Field.COMBINATION).orElseThrow());
  }

  private String untagged(String words) {
    return isRead(job) ? LoraPrompt.parse(words).prompt() : words;
  }

  private List<LoraRequest> loras(long seed) {
    if (!isRead(job) || job.has(Field.DRAWN_PROMPT)) {
      return List.of();
    }
    List<LoraRequest> loras = new ArrayList<>(LoraPrompt.parse(chosen(seed)).loras());
    loras.addAll(LoraPrompt.parse(Styles.frame(styles)).loras());
    return loras;
  }

  private static Addition addition(LoraRequest tag) {
    Addition lora = Addition.of(tag.name()).withScale(tag.weight());
    return tag.textWeight() == tag.weight() ? lora : lora.withTextEncoderScale(tag.textWeight());
  }
}
