package dev.gen.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gen.job.JobJson;
import dev.gen.server.desk.Catalog;
import dev.gen.server.desk.Desk;
import dev.gen.server.desk.ModelCard;
import dev.gen.server.http.Reply;
import dev.gen.server.http.Request;
import dev.gen.server.http.Router;

/**
 * The models by name, and of each what it takes where a job says nothing, and its words.
 *
 * @param desk reads models
 * @param catalog names them
 */
public record Models(Desk desk, Catalog catalog) {

  private static final String ROOT = "/models";

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .at("GET", ROOT, request -> all())
        .at("GET", ROOT + "/*", this::one)
        .at("GET", ROOT + "/*/*", this::one);
  }

  private Reply all() {
    ObjectNode json = Bodies.empty().put("usual", catalog.usual());
    ArrayNode models = json.putArray("models");
    catalog.models().keySet().forEach(models::add);
    return Reply.json(json);
  }

  private Reply one(Request request) {
    String name = request.path().substring(ROOT.length() + 1);
    ModelCard card = desk.card(name);
    ObjectNode json = Bodies.empty().put("model", name);
    json.set("defaults", Bodies.object(JobJson.write(card.defaults())));
    ObjectNode words = json.putObject("words");
    card.world()
        .words()
        .forEach(
            (kind, names) -> {
              ArrayNode phrases = words.putArray(kind);
              names.values().stream()
                  .filter(all -> !all.isEmpty())
                  .forEach(p -> phrases.add(p.get(0)));
            });
    return Reply.json(json);
  }
}
