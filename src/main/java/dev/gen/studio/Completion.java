package dev.gen.studio;

import dev.gen.model.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Says what a short prompt leaves open, in words that the model knows best.
 *
 * <p>Where a prompt says nothing of a colour, a place or the light, a model mixes all that it has
 * seen. Its world says what goes with what; the seed chooses. What the prompt says itself is never
 * said again, and a prompt of more than three words besides articles is left as it is, but for
 * words that the model lacks and has a neighbour of.
 *
 * @param prompt as it was given
 * @param world of the model
 */
public record Completion(String prompt, World world) {

  private static final int MOST_WORDS = 3;
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  /** Places that have no weather and no time of day. */
  private static final Set<String> TIMELESS = Set.of("underwater", "moon");

  /** Returns the words that are drawn for a seed; the prompt itself where nothing is to be said. */
  public String words(long seed) {
    List<String> words = known(List.of(prompt.strip().split("\\s+")));
    if (!isPlain() || count(words) > MOST_WORDS) {
      return isPlain() ? String.join(" ", words) : prompt;
    }
    SplittableRandom random = new SplittableRandom(seed);
    Optional<Found> subject = find("subjects", words);
    String name = subject.map(Found::name).orElseGet(() -> fitting(words, random));
    if (name.isEmpty() || !world.habits().containsKey(name)) {
      return String.join(" ", words);
    }
    return completed(words, subject, name, random);
  }

  /** A prompt with signs is written by somebody who knows what to say. */
  private boolean isPlain() {
    return prompt.matches("[\\p{L}\\s'-]*");
  }

  private static long count(List<String> words) {
    return words.stream().filter(word -> !ARTICLES.contains(lower(word))).count();
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** Puts a neighbour in the place of each word that the model lacks. */
  private List<String> known(List<String> words) {
    Set<String> single = world.singleWords();
    List<String> known = new ArrayList<>();
    for (String word : words) {
      String neighbour = world.neighbours().get(lower(word));
      known.add(neighbour == null || single.contains(lower(word)) ? word : neighbour);
    }
    return known;
  }

  private String completed(
      List<String> words, Optional<Found> subject, String name, SplittableRandom random) {
    Map<String, Map<String, Double>> habits = world.habits().get(name);
    List<String> drawn = new ArrayList<>(words);
    String noun = world.words().get("subjects").get(name).get(0);
    boolean plural = subject.filter(found -> found.plural()).isPresent();
    if (plural && find("counts", words).isEmpty()) {
      drawn.add(
          ARTICLES.contains(lower(words.get(0))) ? 1 : 0, random.nextBoolean() ? "two" : "three");
    }
    if (find("colors", words).isEmpty()) {
      String color = drawn(habits.getOrDefault("colors", Map.of()), random);
      if (subject.isPresent()) {
        drawn.add(drawn.size() - words.size() + subject.get().at(), color);
      } else {
        drawn = new ArrayList<>(List.of(color, noun));
      }
    } else if (subject.isEmpty()) {
      drawn.add(noun);
    }
    Optional<Found> place = find("places", words);
    String placeName =
        place
            .map(Found::name)
            .orElseGet(() -> drawn(habits.getOrDefault("places", Map.of()), random));
    StringBuilder text = new StringBuilder(withArticle(drawn, plural));
    if (place.isEmpty() || subject.isEmpty()) {
      text.append(' ').append(phrase("places", placeName));
    }
    Optional<Found> time = find("times", words);
    if (time.isEmpty() && !TIMELESS.contains(placeName)) {
      String chosen = drawn(habits.getOrDefault("times", world.times()), random);
      text.append(", ").append(phrase("times", chosen));
    } else if (subject.isEmpty() && time.isPresent()) {
      text.append(' ').append(phrase("times", time.get().name()));
    }
    return text.toString();
  }

  private String phrase(String kind, String name) {
    List<String> phrases = world.words().getOrDefault(kind, Map.of()).get(name);
    return phrases == null || phrases.isEmpty() ? name : phrases.get(0);
  }

  /** Begins with an article that fits the first word, unless another word leads. */
  private String withArticle(List<String> words, boolean plural) {
    List<String> said = new ArrayList<>(words);
    String first = lower(said.get(0));
    boolean led = ARTICLES.contains(first) || find("counts", List.of(first)).isPresent();
    if (led && said.size() > 1 && !first.equals("the")) {
      if (ARTICLES.contains(first)) {
        said.set(0, article(said.get(1)));
      }
    } else if (!led && !plural) {
      said.add(0, article(said.get(0)));
    }
    return String.join(" ", said);
  }

  private static String article(String word) {
    return "aeiou".indexOf(Character.toLowerCase(word.charAt(0))) >= 0 ? "an" : "a";
  }

  /** Chooses a subject for a prompt that names none, but a place, a time or a colour. */
  private String fitting(List<String> words, SplittableRandom random) {
    Optional<Found> place = find("places", words);
    boolean said =
        place.isPresent() || find("times", words).isPresent() || find("colors", words).isPresent();
    long other = count(words) - 2;
    if (!said || other > 1) {
      return "";
    }
    Map<String, Double> subjects = new LinkedHashMap<>();
    world
        .habits()
        .forEach(
            (name, habits) -> {
              double weight =
                  place
                      .map(
                          found ->
                              habits
                                  .getOrDefault("places", Map.of())
                                  .getOrDefault(found.name(), 0.0))
                      .orElse(1.0);
              if (weight > 0) {
                subjects.put(name, weight);
              }
            });
    return subjects.isEmpty() ? "" : drawn(subjects, random);
  }

  /** Draws a name with the probability of its weight. */
  private static String drawn(Map<String, Double> weights, SplittableRandom random) {
    double left =
        random.nextDouble() * weights.values().stream().mapToDouble(Double::doubleValue).sum();
    String last = "";
    for (Map.Entry<String, Double> entry : weights.entrySet()) {
      last = entry.getKey();
      left -= entry.getValue();
      if (left < 0) {
        return last;
      }
    }
    return last;
  }

  /**
   * A name that a prompt says.
   *
   * @param name as the world has it
   * @param at the index of its first word
   * @param plural whether several are named
   */
  private record Found(String name, int at, boolean plural) {}

  /** Finds the longest word or phrase of a kind. */
  private Optional<Found> find(String kind, List<String> words) {
    Optional<Found> best = Optional.empty();
    int length = 0;
    for (Map.Entry<String, List<String>> entry :
        world.words().getOrDefault(kind, Map.of()).entrySet()) {
      for (String phrase : entry.getValue()) {
        List<String> wanted = List.of(phrase.split(" "));
        for (int at = 0; at + wanted.size() <= words.size(); at++) {
          List<String> said = words.subList(at, at + wanted.size());
          boolean same = matches(said, wanted, "");
          boolean plural = !same && (matches(said, wanted, "s") || matches(said, wanted, "es"));
          if ((same || plural) && wanted.size() > length) {
            best = Optional.of(new Found(entry.getKey(), at, plural));
            length = wanted.size();
          }
        }
      }
    }
    return best;
  }

  private static boolean matches(List<String> said, List<String> wanted, String ending) {
    int last = wanted.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (!lower(said.get(i)).equals(lower(wanted.get(i)) + (i == last ? ending : ""))) {
        return false;
      }
    }
    return true;
  }
}
