package dev.gen.cli;

import dev.gen.studio.Plan;
import java.util.List;

/**
 * One of the plans that a command draws, and what is drawn beside it.
 *
 * @param plan which
 * @param before how many pictures are drawn when it begins
 * @param all how many pictures are drawn when the command ends
 */
record Part(Plan plan, int before, int all) {

  static Part of(List<Drawing> drawings, int index) {
    return new Part(drawings.get(index).plan(), count(drawings.subList(0, index)), count(drawings));
  }

  private static int count(List<Drawing> drawings) {
    return drawings.stream().mapToInt(drawing -> drawing.plan().drawn()).sum();
  }

  /** Says which picture of all it is, empty where there is only one. */
  String place(int picture) {
    return all == 1 ? "" : "picture " + (before + picture + 1) + "/" + all;
  }

  /** Says what is drawn, and how to draw the rest. */
  String howToGoOn(int finished) {
    String next = " --seed " + Long.toUnsignedString(plan.firstSeed() + finished);
    if (all > plan.drawn()) {
      return "%d of %d pictures are drawn; to go on, leave out what is drawn"
          .formatted(before + finished, all);
    }
    return plan.count() == 1
        ? "nothing is drawn; the same picture is that of" + next
        : "%d of %d pictures are drawn; the others are those of%s --count %d"
            .formatted(finished, plan.count(), next, plan.count() - finished);
  }
}
