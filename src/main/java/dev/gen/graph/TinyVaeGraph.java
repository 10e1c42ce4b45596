package dev.gen.graph;

import dev.gen.checkpoint.Weights;
import dev.gen.error.ModelFormatException;
import dev.gen.graph.layers.Feature;
import dev.gen.graph.layers.Kernel;
import dev.gen.graph.layers.Layers;
import dev.gen.graph.nodes.ElementType;
import dev.gen.graph.nodes.Value;
import dev.gen.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * Builds the two halves of a tiny autoencoder that stands in for a VAE: diffusers' AutoencoderTiny,
 * TAESD (github.com/madebyollin/taesd).
 *
 * <p>Decoder: {@code latent_sample [n, 4, h, w]}, as the UNet makes it (not divided by a scale), to
 * {@code sample [n, 3, 8h, 8w]}, -1 to 1. Encoder: {@code sample} to {@code latent_sample}.
 */
public final class TinyVaeGraph {

  private static final int PICTURE_CHANNELS = 3;

  private final Layers layers;
  private final int channels;
  private int index;

  private TinyVaeGraph(Layers layers, int channels) {
    this.layers = layers;
    this.channels = channels;
  }

  /**
   * Builds the decoder.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph buildDecoder(NetworkConfig config, Weights weights) {
    return Network.build("tiny vae decoder", weights, net -> decoder(config, net));
  }

  /**
   * Builds the encoder.
   *
   * @throws ModelFormatException if the config asks for something unknown, or weights are missing
   *     or misshapen
   */
  public static NetworkGraph buildEncoder(NetworkConfig config, Weights weights) {
    return Network.build("tiny vae encoder", weights, net -> encoder(config, net));
  }

  /** Returns the names and shapes of the decoder's weights. */
  static Map<String, Shape> decoderShapes(NetworkConfig config) {
    return Network.weightShapes(net -> decoder(config, net));
  }

  /** Returns the names and shapes of the encoder's weights. */
  static Map<String, Shape> encoderShapes(NetworkConfig config) {
    return Network.weightShapes(net -> encoder(config, net));
  }

  private static void decoder(NetworkConfig config, Layers net) {
    int latent = config.number("latent_channels", 4);
    Value input =
        net.graph().input("latent_sample", ElementType.FLOAT, "batch", latent, "height", "width");
    Value third = net.multiply(input, net.graph().floats(1 / 3f));
    Value bounded = net.multiply(net.graph().node("Tanh", List.of(third)), net.graph().floats(3));
    Feature y =
        new TinyVaeGraph(net.in("decoder.layers"), channels(config))
            .decoded(new Feature(bounded, latent), blocks(config, "decoder", 3, 3, 3, 1));
    Value signed = net.add(net.multiply(y.value(), net.graph().floats(2)), net.graph().floats(-1));
    net.graph()
        .output("sample", signed, "batch", PICTURE_CHANNELS, "picture_height", "picture_width");
  }

  private static void encoder(NetworkConfig config, Layers net) {
    int latent = config.number("latent_channels", 4);
    Value input =
        net.graph()
            .input("sample", ElementType.FLOAT, "batch", PICTURE_CHANNELS, "height", "width");
    Value half = net.graph().floats(0.5f);
    Value unit = net.add(net.multiply(input, half), half);
    Feature y =
        new TinyVaeGraph(net.in("encoder.layers"), channels(config))
            .encoded(
                new Feature(unit, PICTURE_CHANNELS), blocks(config, "encoder", 1, 3, 3, 3), latent);
    net.graph()
        .output("latent_sample", y.value(), "batch", latent, "latent_height", "latent_width");
  }

  private Feature decoded(Feature x, List<Integer> blocks) {
    Feature h = relu(layers.conv(next(), x, channels, Kernel.THREE));
    index++;
    for (int level = 0; level < blocks.size(); level++) {
      h = blocks(h, blocks.get(level));
      if (level == blocks.size() - 1) {
        return layers.conv(next(), h, PICTURE_CHANNELS, Kernel.THREE);
      }
      h = h.with(layers.doubled(h.value()));
      index++;
      h = layers.convWithoutBias(next(), h, channels, Kernel.THREE);
    }
    return h;
  }

  private Feature encoded(Feature x, List<Integer> blocks, int latent) {
    Feature h = layers.conv(next(), x, channels, Kernel.THREE);
    h = blocks(h, blocks.get(0));
    for (int count : blocks.subList(1, blocks.size())) {
      h = layers.convWithoutBias(next(), h, channels, Kernel.HALVING);
      h = blocks(h, count);
    }
    return layers.conv(next(), h, latent, Kernel.THREE);
  }

  private Feature blocks(Feature x, int count) {
    Feature h = x;
    for (int i = 0; i < count; i++) {
      h = block(layers.in(next()), h);
    }
    return h;
  }

  /** Three convolutions around which x is carried. */
  private Feature block(Layers at, Feature x) {
    Feature h = relu(at.conv("conv.0", x, channels, Kernel.THREE));
    h = relu(at.conv("conv.2", h, channels, Kernel.THREE));
    h = at.conv("conv.4", h, channels, Kernel.THREE);
    return relu(h.with(at.add(h.value(), x.value())));
  }

  private Feature relu(Feature x) {
    return x.with(layers.relu(x.value()));
  }

  private String next() {
    return Integer.toString(index++);
  }

  private static int channels(NetworkConfig config) {
    config.allow("act_fn", "relu");
    return config.number("block_channels", 64);
  }

  private static List<Integer> blocks(NetworkConfig config, String half, Integer... usual) {
    return config.numbers("num_" + half + "_blocks", usual.length).orElse(List.of(usual));
  }
}
