package dev.gen.cli;

import dev.gen.studio.GenerationListener;
import dev.gen.studio.HeardByAll;
import dev.gen.studio.Plan;
import dev.gen.studio.Studio;
import dev.gen.studio.cost.CostBook;
import dev.gen.studio.cost.CostMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws one variation after the other, and tells how it goes.
 *
 * @param studio that draws
 * @param watching how somebody watches
 * @param threads that it is computed with
 * @param terminal that is told
 * @param verbosity how much is told
 */
record Draftsman(
    Studio studio, WatchOptions watching, int threads, Terminal terminal, Verbosity verbosity) {

  /** Draws one of them; its pictures are on disk when this returns. */
  void draw(List<Drawing> drawings, int index, OutputFiles files, Optional<SheetFile> sheet) {
    Drawing drawing = drawings.get(index);
    Plan plan = drawing.plan();
    String label = drawing.label();
    if (!label.isEmpty()) {
      terminal.err().println(label);
    }
    CostMeter meter = new CostMeter(plan.job());
    try (RunReport report = new RunReport(terminal, verbosity, files, Part.of(drawings, index))) {
      List<GenerationListener> listeners = new ArrayList<>(List.of(report, meter));
      sheet.ifPresent(whole -> listeners.add(whole.places(drawing)));
      listeners.addAll(watching.listeners(studio, plan, files, report));
      studio.draw(plan, new HeardByAll(listeners));
    }
    meter.costs().ifPresent(costs -> CostBook.ofUser().add(plan.job(), threads, costs));
  }
}
