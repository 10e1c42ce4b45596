package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.Map;

/**
 * Builds the network that turns a latent into a picture: the decoder of diffusers' AutoencoderKL.
 *
 * <p>Input: {@code latent_sample [n, 4, h, w]}, already divided by the latent space's scale.
 * Output: {@code sample [n, 3, 8h, 8w]}, about -1 to 1.
 */
public final class VaeDecoderGraph {

  private VaeDecoderGraph() {}

  /**
   * Builds the graph.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph build(NetworkConfig config, Weights weights) {
    return Network.build("vae decoder", weights, net -> run(VaeConfig.from(config), net));
  }

  /**
   * Returns the names and shapes of the weights that such a network has.
   *
   * @throws ModelFormatException if the config asks for something unknown
   */
  public static Map<String, Shape> weightShapes(NetworkConfig config) {
    return Network.weightShapes(net -> run(VaeConfig.from(config), net));
  }

  private static void run(VaeConfig config, Layers net) {
    int latent = config.latentChannels();
    Value input =
        net.graph()
            .input(
                "latent_sample",
                ElementType.FLOAT,
                "batch",
                latent,
                "latent_height",
                "latent_width");
    Feature x = new Feature(input, latent);
    if (config.hasPostQuant()) {
      x = net.conv("post_quant_conv", x, latent, Kernel.POINT);
    }
    x = decoder(config, net.in("decoder"), x);
    net.graph().output("sample", x.value(), "batch", config.pictureChannels(), "height", "width");
  }

  private static Feature decoder(VaeConfig config, Layers at, Feature latent) {
    int count = config.channels().size();
    Feature x = at.conv("conv_in", latent, config.channels().get(count - 1), Kernel.THREE);
    x = VaeMiddle.apply(at.in("mid_block"), x, config);
    for (int i = 0; i < count; i++) {
      x = block(config, at.in("up_blocks." + i), x, config.channels().get(count - 1 - i));
      if (i < count - 1) {
        x = x.with(at.doubled(x.value()));
        x = at.conv("up_blocks." + i + ".upsamplers.0.conv", x, x.channels(), Kernel.THREE);
      }
    }
    x = config.residual().activated(at, "conv_norm_out", x);
    return at.conv("conv_out", x, config.pictureChannels(), Kernel.THREE);
  }

  private static Feature block(VaeConfig config, Layers at, Feature x, int channels) {
    Feature h = x;
    for (int j = 0; j <= config.layersPerBlock(); j++) {
      h = config.residual().apply(at.in("resnets." + j), h, channels);
    }
    return h;
  }
}
