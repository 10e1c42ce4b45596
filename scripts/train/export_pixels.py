"""Writes the transformer on whole pictures as a model directory without an autoencoder.

    python export_pixels.py --work WORK --out ../../models/storybook-pixels

Text encoder and tokenizer are storybook's own files. The graph turns the predicted picture into the
velocity that samplers of flow matching ask for.
"""

import argparse
import os
import shutil

import torch

from denoiser import TEXT_WIDTH
from export import world_table
from graphs import print_size, shipped, write_graph, write_json
from pixels import HEADS, LAYERS, PATCH, TRAIN_STEPS, WIDTH, PixelDenoiser, Velocity

STEPS, GUIDANCE, SHIFT = 15, 3.0, 2.0
STORYBOOK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "models", "storybook")


def inputs(n: int, height: int, width: int, timestep: float) -> dict:
    """Example inputs for pictures of this size."""
    text = torch.randn(n, 12, TEXT_WIDTH)
    text[-1, 9:] = 0
    return {"sample": torch.randn(n, 3, height, width), "timestep": torch.tensor(timestep),
            "encoder_hidden_states": text}


def write_configs(out: str):
    """The configuration files beside the graphs."""
    write_json(out, "model_index.json", {
        "_class_name": "PixelFlowPipeline",
        "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "unet": ["gen", "PixelTransformer"],
        "gen": {"name": "storybook-pixels", "default_width": 256, "default_height": 256,
                "default_steps": STEPS, "default_guidance_scale": GUIDANCE,
                "license": "Apache-2.0"}})
    write_json(out, "scheduler/scheduler_config.json", {
        "_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": TRAIN_STEPS,
        "shift": SHIFT, "use_dynamic_shifting": False})
    write_json(out, "unet/config.json", {
        "_class_name": "PixelTransformer", "in_channels": 3, "out_channels": 3, "sample_size": 256,
        "patch_size": PATCH, "cross_attention_dim": TEXT_WIDTH, "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS, "num_attention_heads": HEADS})
    write_json(out, "world.json", world_table())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    model = shipped(PixelDenoiser(), os.path.join(arguments.work, "pixels.pt"))
    for part in ("text_encoder", "tokenizer"):
        shutil.copytree(os.path.join(STORYBOOK, part), os.path.join(arguments.out, part),
                        dirs_exist_ok=True)
    picture, text = {0: "batch", 2: "height", 3: "width"}, {0: "batch", 1: "sequence"}
    write_graph(arguments.out, "unet", Velocity(model),
                [inputs(1, 256, 256, 500.0), inputs(2, 256, 256, 1000.0), inputs(2, 320, 192, 3.0)],
                ["out_sample"],
                {"sample": picture, "encoder_hidden_states": text, "out_sample": picture})
    write_configs(arguments.out)
    print_size(arguments.out)


if __name__ == "__main__":
    main()
