package dev.gen.testing;

import dev.gen.schedule.SchedulerConfig;
import java.util.List;
import java.util.Map;

/** Settings that many tests start from. */
public final class TestConfigs {

  /** The schedule that Stable Diffusion was trained with, with its samplers' usual settings. */
  public static final SchedulerConfig STABLE_DIFFUSION =
      SchedulerConfig.of(
          Map.of(
              "_class_name",
              "PNDMScheduler",
              "beta_start",
              0.00085,
              "beta_end",
              0.012,
              "beta_schedule",
              "scaled_linear",
              "clip_sample",
              false,
              "set_alpha_to_one",
              false,
              "steps_offset",
              1));

  /** A UNet of two levels and a few thousand weights, for prompts of 12 numbers a token. */
  public static final Map<String, Object> UNET =
      Map.of(
          "block_out_channels", List.of(8, 16),
          "down_block_types", List.of("CrossAttnDownBlock2D", "DownBlock2D"),
          "up_block_types", List.of("UpBlock2D", "CrossAttnUpBlock2D"),
          "layers_per_block", 1,
          "attention_head_dim", 2,
          "cross_attention_dim", 12,
          "norm_num_groups", 4);

  private TestConfigs() {}
}
