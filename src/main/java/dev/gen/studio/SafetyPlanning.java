package dev.gen.studio;

import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.job.Job;
import dev.gen.model.clip.SafetyChecker;
import java.nio.file.Path;

/** Decides whether a model's safety checker looks at its pictures. */
final class SafetyPlanning {

  private static final String OFF = "off";

  private SafetyPlanning() {}

  /**
   * Returns the plan as its model's checker sees to it: as the job says, or else as the model's own
   * index does.
   *
   * @param plan without a checker
   * @param model its folder or file
   * @throws InvalidRequestException if the job wants a checker that the model lacks
   */
  static Plan checked(Plan plan, Path model) {
    Job job = plan.job();
    boolean there = SafetyChecker.isIn(model);
    String usual = there && SafetyChecker.isNamedBy(model) ? "on" : OFF;
    String wanted = job.text(Field.SAFETY).orElse(usual);
    if (wanted.equals(OFF)) {
      return there ? new Plan(job.with(Field.SAFETY, OFF), plan.painter(), plan.wording()) : plan;
    }
    if (!there) {
      throw new InvalidRequestException(
          Field.SAFETY.fieldName(),
          "is %s, but %s has no safety_checker; leave it out, or say off".formatted(wanted, model));
    }
    Painter checked = new Checked(plan.painter(), SafetyChecker.open(model), wanted.equals("on"));
    return new Plan(job.with(Field.SAFETY, wanted), checked, plan.wording());
  }
}
