package dev.gen.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gen.batch.BatchListener;
import dev.gen.batch.JobLine;
import dev.gen.batch.Written;
import dev.gen.error.InvalidRequestException;
import dev.gen.job.Field;
import dev.gen.studio.Plan;
import dev.gen.studio.Stage;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Tells how a batch goes: paths and a bar for people, events for programs. */
abstract class BatchReport implements BatchListener, AutoCloseable {

  /** Tells each event as one line of JSON on standard output, flushed. */
  static BatchReport ofEvents(Terminal terminal) {
    return new Events(terminal);
  }

  /**
   * Tells paths on standard output, and how far it is on a terminal.
   *
   * @param total how many jobs there are, if that is known
   */
  static BatchReport ofPaths(Terminal terminal, Verbosity verbosity, OptionalLong total) {
    return new Paths(terminal, verbosity, total);
  }

  @Override
  public void close() {}

  private static final class Paths extends BatchReport {

    private final Terminal terminal;
    private final OptionalLong total;
    private final Progress progress;
    private final ProgressReport shown;
    private final Set<String> warned = new HashSet<>();
    private int drawn;

    Paths(Terminal terminal, Verbosity verbosity, OptionalLong total) {
      this.terminal = terminal;
      this.total = total;
      this.progress = new Progress(System::nanoTime, ProgressReport.colours(terminal));
      this.shown = new ProgressReport(terminal, verbosity, progress::text, System::nanoTime);
      terminal
          .interruption()
          .says(() -> drawn + " pictures are drawn; the same command goes on with --resume");
    }

    @Override
    public void began(JobLine line, Plan plan, Stage stage) {
      progress.of(plan.job().text(Field.MODEL).orElseThrow(), total.orElse(-1) * plan.count());
      String jobs = total.isPresent() ? "/" + total.getAsLong() : "";
      progress.at("job " + line.index() + jobs + "  pictures " + drawn);
      progress.began(stage);
      shown.changed();
    }

    @Override
    public void stepped(JobLine line, int picture, int done, int total) {
      progress.stepped(done, total);
      shown.changed();
    }

    @Override
    public void written(JobLine line, Written picture) {
      drawn++;
      progress.finished();
      shown.aside(() -> terminal.out().println(picture.path()));
    }

    @Override
    public void skipped(JobLine line, int picture) {
      progress.skipped();
    }

    @Override
    public void warned(JobLine line, String sentence) {
      // What is so of a model is so of every picture of it.
      if (warned.add(sentence)) {
        tell("gen: warning: line " + line.line() + ": " + sentence);
      }
    }

    @Override
    public void failed(JobLine line, RuntimeException failure) {
      tell("gen: line " + line.line() + ": " + CommandTable.oneLine(failure));
    }

    private void tell(String sentence) {
      shown.aside(() -> terminal.err().println(sentence));
    }

    @Override
    public void close() {
      shown.close();
    }
  }

  private static final class Events extends BatchReport {

    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;

    Events(Terminal terminal) {
      this.terminal = terminal;
    }

    private static Map<String, Object> event(String name, JobLine line) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", name);
      event.put("line", line.line());
      event.put("index", line.index());
      return event;
    }

    private void tell(Map<String, Object> event) {
      terminal.out().println(JSON.valueToTree(event).toString());
      terminal.out().flush();
    }

    @Override
    public void accepted(JobLine line) {
      tell(event("accepted", line));
    }

    @Override
    public void started(JobLine line) {
      tell(event("started", line));
    }

    @Override
    public void warned(JobLine line, String sentence) {
      Map<String, Object> event = event("warned", line);
      event.put("message", sentence);
      tell(event);
    }

    @Override
    public void stepped(JobLine line, int picture, int done, int total) {
      Map<String, Object> event = event("step", line);
      event.put("picture", picture);
      event.put("step", done);
      event.put("steps", total);
      tell(event);
    }

    @Override
    public void written(JobLine line, Written picture) {
      Map<String, Object> event = event("written", line);
      event.put("path", picture.path().toString());
      event.put("seed", new BigInteger(Long.toUnsignedString(picture.seed())));
      event.put("sha256", picture.sha256());
      event.put("seconds", picture.seconds());
      tell(event);
    }

    @Override
    public void skipped(JobLine line, int picture) {
      Map<String, Object> event = event("skipped", line);
      event.put("picture", picture);
      tell(event);
    }

    @Override
    public void failed(JobLine line, RuntimeException failure) {
      Map<String, Object> event = event("failed", line);
      event.put("kind", ExitCode.kind(failure));
      if (failure instanceof InvalidRequestException invalid) {
        invalid.field().ifPresent(field -> event.put("field", field));
      }
      event.put("message", failure.getMessage());
      tell(event);
    }
  }
}
