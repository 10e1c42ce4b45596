package dev.gen.sampler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.testing.Agreement;
import java.util.List;
import java.util.function.Predicate;

/** How nearly a walk has to be the recorded one: its own rounding, and why some round more. */
final class TrajectoryAgreement {

  static final Agreement USUAL =
      new Agreement(
          2e-5, 6e-5, "the reference with doubles differs from itself with floats by less");

  private static final List<Wider> WIDER =
      List.of(
          new Wider(
              run ->
                  run.className().startsWith("Euler")
                      && run.isSet("rescale_betas_zero_snr")
                      && run.steps() <= 4,
              1e-3,
              "the first level is 4096 and the last nearly 0: a few steps subtract numbers that are"
                  + " a thousand times the result"),
          new Wider(
              run -> run.setting("timestep_type").equals("continuous") && run.steps() == 1,
              1e-3,
              "one step from the level 700 to 0 subtracts numbers that are a thousand times the"
                  + " result"),
          new Wider(
              run -> run.className().equals("EDMEulerScheduler") && run.steps() == 1,
              1e-4,
              "one step from the level 80 to 0 subtracts numbers that are a hundred times the"
                  + " result"),
          new Wider(
              run -> run.className().matches("(DEIS|UniPC).*") && run.isSet("use_flow_sigmas"),
              1e-4,
              "the last level of a flow is beside 0, where log(alpha / sigma) in floats is coarse"),
          new Wider(
              run -> run.isSet("use_beta_sigmas") && run.steps() == 4,
              1e-4,
              "the reference rounds quantiles of the beta distribution to floats between few"
                  + " levels"));

  private TrajectoryAgreement() {}

  static Agreement of(JsonNode recorded) {
    Run run = new Run(recorded);
    return WIDER.stream()
        .filter(wider -> wider.where.test(run))
        .findFirst()
        .map(wider -> new Agreement(wider.share, 3 * wider.share, wider.because))
        .orElse(USUAL);
  }

  private record Wider(Predicate<Run> where, double share, String because) {}

  private record Run(JsonNode json) {

    String className() {
      return json.get("class").asText();
    }

    String setting(String key) {
      return json.get("config").path(key).asText();
    }

    boolean isSet(String key) {
      return json.get("config").path(key).asBoolean();
    }

    int steps() {
      return json.get("num_steps").asInt();
    }
  }
}
