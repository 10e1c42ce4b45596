"""Writes the ranker as a CLIP model directory: a graph for text, a graph for pictures.

    python export_ranker.py --work WORK --out ../../models/storybook-ranker
"""

import argparse
import os

import torch

import tokenizer as words
from denoiser import TEXT_HEADS, TEXT_LAYERS, TEXT_WIDTH, KnownText
from graphs import print_size, shipped, write_graph, write_json
from ranker import MOST_SCALE, SIZE, SPACE, Ranker


def write_configs(out: str, scale: float):
    """The configuration files beside the graphs."""
    write_json(out, "config.json", {
        "architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": SPACE,
        "logit_scale": scale,
        "text_config": {"hidden_size": TEXT_WIDTH, "num_hidden_layers": TEXT_LAYERS,
                        "num_attention_heads": TEXT_HEADS, "projection_dim": SPACE,
                        "max_position_embeddings": words.MAX_TOKENS,
                        "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3},
        "vision_config": {"image_size": SIZE, "num_channels": 3, "projection_dim": SPACE},
        "gen": {"name": "storybook-ranker", "license": "Apache-2.0"}})
    write_json(out, "preprocessor_config.json", {
        "do_resize": True, "size": {"shortest_edge": SIZE}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": SIZE, "width": SIZE},
        "do_rescale": True, "rescale_factor": 1 / 255,
        "do_normalize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    out, vocabulary = arguments.out, words.save(arguments.out).get_vocab_size()
    model = shipped(Ranker(KnownText(vocabulary, words.MAX_TOKENS)),
                    os.path.join(arguments.work, "ranker.pt"))
    ids = [torch.randint(1, vocabulary, shape) for shape in ((1, 32), (3, 9))]
    ids[1][0, 5:] = 0
    write_graph(out, "text_model", model.text, [{"input_ids": i} for i in ids], ["text_embeds"],
                {"input_ids": {0: "batch", 1: "sequence"}, "text_embeds": {0: "batch"}})
    write_graph(out, "vision_model", model.picture,
                [{"pixel_values": torch.randn(n, 3, SIZE, SIZE)} for n in (1, 3)],
                ["image_embeds"], {"pixel_values": {0: "batch"}, "image_embeds": {0: "batch"}})
    write_configs(out, min(MOST_SCALE, model.log_scale.exp().item()))
    print_size(out)


if __name__ == "__main__":
    main()
