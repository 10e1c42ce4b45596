package dev.gen.record.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gen.record.RecordBuilder;
import dev.gen.record.RecordField;
import java.util.Optional;

/**
 * ComfyUI: its graph of nodes, as JSON under {@code prompt}; what its page shows, under {@code
 * workflow}, says the same in another way and is left alone.
 */
final class ComfyFormat implements RecordFormat {

  private static final String PROMPT = "prompt";
  private static final String WORKFLOW = "workflow";

  @Override
  public boolean read(Texts texts, RecordBuilder record) {
    Optional<ComfyGraph> graph =
        texts.object(PROMPT).map(ComfyGraph::new).filter(g -> !g.isEmpty());
    boolean onlyWorkflow =
        graph.isEmpty() && texts.object(WORKFLOW).filter(w -> w.has("nodes")).isPresent();
    if (graph.isEmpty() && !onlyWorkflow) {
      return isBroken(texts, record);
    }
    record.put(RecordField.PROGRAM, "comfyui");
    graph.ifPresent(nodes -> new ComfyReader(nodes, record).read());
    if (onlyWorkflow) {
      record.unread("workflow: only the page's form of the graph is there, which is not followed");
    }
    texts.take(PROMPT, WORKFLOW);
    return true;
  }

  /** Notes a graph that cannot be read, and is not to be taken for words. */
  private static boolean isBroken(Texts texts, RecordBuilder record) {
    boolean broken =
        texts.get(PROMPT).filter(text -> text.startsWith("{\"")).isPresent()
            && texts.object(PROMPT).isEmpty();
    if (broken) {
      record.unread("prompt: JSON that is malformed, too deep or too long");
      texts.take(PROMPT, WORKFLOW);
    }
    return broken;
  }

  /** Returns whether a value names another node's output. */
  static boolean isLink(JsonNode value) {
    return value.isArray()
        && value.size() == 2
        && (value.get(0).isTextual() || value.get(0).isIntegralNumber())
        && value.get(1).isIntegralNumber();
  }
}
