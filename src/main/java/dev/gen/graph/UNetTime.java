package dev.gen.graph;

import dev.gen.graph.layers.Layers;
import dev.gen.graph.layers.Tokens;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import java.util.List;

/**
 * What a UNet is told besides latent and prompt: the timestep, and what else a family conditions
 * on.
 *
 * @param config of the UNet
 * @param net the place where its weights lie
 */
record UNetTime(UNetConfig config, Layers net) {

  /** Adds the inputs, and returns their joint embedding, activated. */
  Tokens embedding() {
    int waves = config.levels().get(0).channels();
    Value timestep = net.reshape(net.graph().input("timestep", ElementType.FLOAT), 1, 1);
    Tokens x = Tokens.single(config.sinusoids().write(net, timestep, waves), waves);
    if (config.guidanceWidth().isPresent()) {
      x = net.add(guidance(config.guidanceWidth().get(), waves), x);
    }
    Tokens embedding = perceptron(net.in("time_embedding"), x);
    if (config.addition().isPresent()) {
      embedding = net.add(addition(config.addition().get()), embedding);
    }
    return embedding.with(net.silu(embedding.rows()));
  }

  private Tokens guidance(int width, int waves) {
    Value scale = net.graph().input("timestep_cond", ElementType.FLOAT, "batch", width);
    return net.linearWithoutBias("time_embedding.cond_proj", Tokens.single(scale, width), waves);
  }

  private Tokens addition(UNetConfig.Addition addition) {
    int pooled = addition.pooledWidth();
    int ids = UNetConfig.Addition.TIME_IDS;
    Value text = net.graph().input("text_embeds", ElementType.FLOAT, "batch", pooled);
    Value timeIds = net.graph().input("time_ids", ElementType.FLOAT, "batch", ids);
    Value each = net.reshape(timeIds, -1, 1);
    Value waves = config.sinusoids().write(net, each, addition.timeWidth());
    Value times = net.reshape(waves, -1, (long) ids * addition.timeWidth());
    Value both = net.concat(1, List.of(text, times));
    return perceptron(net.in("add_embedding"), Tokens.single(both, addition.width()));
  }

  private Tokens perceptron(Layers at, Tokens x) {
    Tokens h = at.linear("linear_1", x, config.timeWidth());
    return at.linear("linear_2", h.with(at.silu(h.rows())), config.timeWidth());
  }
}
