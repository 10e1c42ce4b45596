"""Writes the trained networks as a model directory with Stable Diffusion's layout.

    python export.py --work WORK --out ../../models/storybook

How graphs are stored and checked: `graphs.py`.
"""

import argparse
import os

import torch
from torch import nn

import machine
import tokenizer as words
import habits
import world
from denoiser import EMBEDDING, TEXT_HEADS, TEXT_LAYERS, TEXT_WIDTH, WIDTHS
from graphs import print_size, round_weights, write_graph, write_json
from schedule import scheduler_config
from train_denoiser import TextToLatent
from vae import FACTOR, LATENT_CHANNELS, Autoencoder

STEPS, GUIDANCE = 12, 3.0


class EncoderGraph(nn.Module):
    """Picture -> whitened mean and log variance on the channel axis."""

    def __init__(self, vae):
        super().__init__()
        self.vae = vae

    def forward(self, sample):
        mean, logvar = self.vae.moments(sample)
        return torch.cat([(mean - self.vae.mean) / self.vae.std,
                          logvar - 2 * self.vae.std.log()], 1)


class DecoderGraph(nn.Module):
    """Whitened latent -> picture."""

    def __init__(self, vae):
        super().__init__()
        self.vae = vae

    def forward(self, latent_sample):
        return self.vae.decode(latent_sample)


def graph_spec(part: str, vocabulary: int):
    """Example inputs by name, outputs, free dimensions and more example inputs of a graph."""
    c, grid = LATENT_CHANNELS, {0: "batch", 2: "height", 3: "width"}
    if part == "text_encoder":
        ids = torch.randint(4, vocabulary, (1, words.MAX_TOKENS))
        ids[:, 9:] = 0
        pair = torch.randint(1, vocabulary, (2, 12))
        pair[1, 5:] = 0
        sequence = {0: "batch", 1: "sequence"}
        return ({"input_ids": ids}, ["last_hidden_state", "pooler_output"],
                {"input_ids": sequence, "last_hidden_state": sequence,
                 "pooler_output": {0: "batch"}}, [{"input_ids": pair}])
    if part == "unet":
        def inputs(n, height, width, timestep):
            text = torch.randn(n, 12, TEXT_WIDTH)
            text[-1, 9:] = 0
            return {"sample": torch.randn(n, c, height, width),
                    "timestep": torch.tensor(timestep), "encoder_hidden_states": text}
        return (inputs(1, 16, 16, 500.0), ["out_sample"],
                {"sample": grid, "encoder_hidden_states": {0: "batch", 1: "sequence"},
                 "out_sample": grid}, [inputs(2, 16, 16, 999.0), inputs(2, 24, 32, 3.0)])
    if part == "vae_decoder":
        return ({"latent_sample": torch.randn(1, c, 16, 16)}, ["sample"],
                {"latent_sample": grid, "sample": grid},
                [{"latent_sample": torch.randn(2, c, 24, 16)}])
    return ({"sample": torch.rand(1, 3, 256, 256) * 2 - 1}, ["latent_parameters"],
            {"sample": grid, "latent_parameters": grid},
            [{"sample": torch.rand(2, 3, 384, 256) * 2 - 1}])


def world_table() -> dict:
    """What can be drawn, and the words for it."""
    both = {"places": world.PLACES, "times": world.TIMES, "extras": world.EXTRAS,
            "styles": world.STYLES}
    return {
        "subjects": world.SUBJECTS, "colors": world.COLORS,
        **{kind: {name: first + second for name, (first, second) in table.items()}
           for kind, table in both.items()},
        "sizes": world.SIZES, "counts": {words_[0]: words_ for words_ in world.COUNTS.values()},
        "relations": {words_[0]: words_ for words_ in world.RELATIONS.values()},
        "habits": {"times": habits.TIMES, "subjects": habits.SUBJECTS},
        "neighbours": habits.NEIGHBOURS}


def write_configs(out: str, vocabulary: int):
    """The configuration files beside the graphs."""
    write_json(out, "model_index.json", {
        "_class_name": "StableDiffusionPipeline",
        "scheduler": ["diffusers", "DPMSolverMultistepScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "safety_checker": [None, None], "feature_extractor": [None, None],
        "gen": {"name": "storybook", "default_width": 256, "default_height": 256,
                "default_steps": STEPS, "default_guidance_scale": GUIDANCE,
                "license": "Apache-2.0"}})
    write_json(out, "scheduler/scheduler_config.json", scheduler_config())
    write_json(out, "text_encoder/config.json", {
        "_class_name": "CLIPTextModel", "architectures": ["CLIPTextModel"],
        "model_type": "clip_text_model", "vocab_size": vocabulary,
        "max_position_embeddings": words.MAX_TOKENS, "hidden_size": TEXT_WIDTH,
        "intermediate_size": 4 * TEXT_WIDTH, "num_hidden_layers": TEXT_LAYERS,
        "num_attention_heads": TEXT_HEADS, "projection_dim": TEXT_WIDTH,
        "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3})
    write_json(out, "unet/config.json", {
        "_class_name": "UNet2DConditionModel", "in_channels": LATENT_CHANNELS,
        "out_channels": LATENT_CHANNELS, "sample_size": 256 // FACTOR,
        "cross_attention_dim": TEXT_WIDTH, "block_out_channels": list(WIDTHS),
        "time_embedding_dim": EMBEDDING})
    vae = {"_class_name": "AutoencoderKL", "in_channels": 3, "out_channels": 3,
           "latent_channels": LATENT_CHANNELS, "scaling_factor": 1.0, "sample_size": 256,
           "block_out_channels": [16, 32, 64, 128, 256], "force_upcast": False}
    write_json(out, "vae_encoder/config.json", vae)
    write_json(out, "vae_decoder/config.json", vae)
    write_json(out, "world.json", world_table())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--vae", default="vae.pt")
    parser.add_argument("--denoiser", default="denoiser.pt")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(0)
    vae = Autoencoder()
    vae.load_state_dict(machine.load(os.path.join(arguments.work, arguments.vae)))
    both = TextToLatent()
    saved = machine.load(os.path.join(arguments.work, arguments.denoiser))
    both.load_state_dict(saved["average"])
    print("steps", saved["steps"], "samples", saved["samples"])
    vocabulary = words.save(os.path.join(arguments.out, "tokenizer")).get_vocab_size()
    vae, both, out = round_weights(vae), round_weights(both), arguments.out
    for part, module in (("text_encoder", both.encoder), ("unet", both.denoiser),
                         ("vae_decoder", DecoderGraph(vae)), ("vae_encoder", EncoderGraph(vae))):
        inputs, outputs, axes, others = graph_spec(part, vocabulary)
        write_graph(out, part, module, [inputs, *others], outputs, axes)
    write_configs(out, vocabulary)
    print_size(out)


if __name__ == "__main__":
    main()
