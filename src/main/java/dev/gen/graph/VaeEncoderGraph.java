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
 * Builds the network that turns a picture into a latent: the encoder of diffusers' AutoencoderKL.
 *
 * <p>Input: {@code sample [n, 3, 8h, 8w]}, -1 to 1. Output: {@code latent_parameters [n, 8, h, w]},
 * the mean and the logarithm of the variance one after the other, not yet scaled.
 */
public final class VaeEncoderGraph {

  private VaeEncoderGraph() {}

  /**
   * Builds the graph.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph build(NetworkConfig config, Weights weights) {
    return Network.build("vae encoder", weights, net -> run(VaeConfig.from(config), net));
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
    int channels = config.pictureChannels();
    Value input =
        net.graph().input("sample", ElementType.FLOAT, "batch", channels, "height", "width");
    Feature x = encoder(config, net.in("encoder"), new Feature(input, channels));
    if (config.hasQuant()) {
      x = net.conv("quant_conv", x, x.channels(), Kernel.POINT);
    }
    net.graph()
        .output(
            "latent_parameters", x.value(), "batch", x.channels(), "latent_height", "latent_width");
  }

  private static Feature encoder(VaeConfig config, Layers at, Feature picture) {
    int count = config.channels().size();
    Feature x = at.conv("conv_in", picture, config.channels().get(0), Kernel.THREE);
    for (int i = 0; i < count; i++) {
      Layers block = at.in("down_blocks." + i);
      for (int j = 0; j < config.layersPerBlock(); j++) {
        x = config.residual().apply(block.in("resnets." + j), x, config.channels().get(i));
      }
      if (i < count - 1) {
        x = block.conv("downsamplers.0.conv", x, x.channels(), Kernel.HALVING_UNEVEN);
      }
    }
    x = VaeMiddle.apply(at.in("mid_block"), x, config);
    x = config.residual().activated(at, "conv_norm_out", x);
    return at.conv("conv_out", x, 2 * config.latentChannels(), Kernel.THREE);
  }
}
