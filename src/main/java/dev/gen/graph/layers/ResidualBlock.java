package dev.gen.graph.layers;

import java.util.Optional;

/**
 * The residual block of the UNet and the VAE: diffusers' ResnetBlock2D.
 *
 * @param norm how it normalises
 * @param time the activated time embedding {@code [n or 1, width]}; none in a VAE
 */
public record ResidualBlock(GroupNorm norm, Optional<Tokens> time) {

  /** Applies the block whose weights lie there: two convolutions around which x is carried. */
  public Feature apply(Layers at, Feature x, int channels) {
    Feature h = activated(at, "norm1", x);
    h = at.conv("conv1", h, channels, Kernel.THREE);
    h = withTime(at, h);
    h = activated(at, "norm2", h);
    h = at.conv("conv2", h, channels, Kernel.THREE);
    Feature shortcut =
        x.channels() == channels ? x : at.conv("conv_shortcut", x, channels, Kernel.POINT);
    return h.with(at.add(shortcut.value(), h.value()));
  }

  /** Applies a group normalisation and SiLU. */
  public Feature activated(Layers at, String name, Feature x) {
    Feature normal = at.groupNorm(name, x, norm);
    return normal.with(at.silu(normal.value()));
  }

  private Feature withTime(Layers at, Feature h) {
    if (time.isEmpty()) {
      return h;
    }
    Tokens shift = at.linear("time_emb_proj", time.get(), h.channels());
    return h.with(at.add(h.value(), at.reshape(shift.rows(), -1, h.channels(), 1, 1)));
  }
}
