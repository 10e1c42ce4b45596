"""Writes the token transformer and its codec as a model directory.

    python export_tokens.py --work WORK --out ../../models/storybook-tokens

README.md, "What is exported", says what goes in and out of each graph.
"""

import argparse
import os

import torch
from torch import nn

import tokenizer as words
from codec import CELLS, CODES, LEVELS, Codec
from export import world_table
from graphs import print_size, shipped, write_graph, write_json
from tokens import BEGIN, HEADS, LAYERS, PREFIX, TOKENS, WIDTH
from train_tokens import TextToTokens
from vae import FACTOR

GUIDANCE, TEMPERATURE, TOP_K, TOP_P = 3.0, 1.0, 0, 0.95


class PrefixGraph(nn.Module):
    """Token ids [n, s] of up to 32 tokens -> what the transformer is told of the text."""

    def __init__(self, prefix):
        super().__init__()
        self.prefix = prefix

    def forward(self, input_ids):
        padding = torch.zeros_like(input_ids[:, :1]).expand(-1, words.MAX_TOKENS)
        return self.prefix(torch.cat([input_ids, padding], 1)[:, :words.MAX_TOKENS])


class StepGraph(nn.Module):
    """Prefix, tokens, then a key and a value of each layer -> scores, and keys and values grown."""

    def __init__(self, writer):
        super().__init__()
        self.writer = writer

    def forward(self, prefix, tokens, *past):
        scores, now = self.writer.next(prefix, tokens, list(zip(past[::2], past[1::2])))
        return (scores, *(tensor for both in now for tensor in both))


class Encoding(nn.Module):
    """Pictures -> indices."""

    def __init__(self, codec):
        super().__init__()
        self.codec = codec

    def forward(self, sample):
        return self.codec.encode(sample)


class Decoding(nn.Module):
    """Indices -> pictures."""

    def __init__(self, codec):
        super().__init__()
        self.codec = codec

    def forward(self, indices):
        return self.codec.decode(indices)


def step_inputs(n: int, prefix: int, tokens: int, past: int) -> dict:
    """Example inputs of a step."""
    inputs = {"prefix": torch.randn(n, prefix, WIDTH),
              "input_ids": torch.randint(0, CODES, (n, tokens))}
    for layer in range(LAYERS):
        for kind in ("key", "value"):
            inputs[f"past_key_values.{layer}.{kind}"] = torch.randn(n, HEADS, past, WIDTH // HEADS)
    return inputs


def write_step(out: str, writer):
    """Writes the graph of the transformer."""
    cases = [step_inputs(2, PREFIX, 1, 0), step_inputs(1, 0, 1, PREFIX + 7),
             step_inputs(2, PREFIX, 100, 0), step_inputs(2, 0, 1, PREFIX + TOKENS - 1)]
    pasts = [name for name in cases[0] if name.startswith("past")]
    nows = [name.replace("past_key_values", "present") for name in pasts]
    axes = {"prefix": {0: "batch", 1: "prefix"}, "input_ids": {0: "batch", 1: "tokens"},
            "logits": {0: "batch"}} | {name: {0: "batch", 2: "past"} for name in pasts} \
        | {name: {0: "batch", 2: "now"} for name in nows}
    write_graph(out, "transformer", StepGraph(writer), cases[1:2] + cases, ["logits", *nows], axes)


def write_configs(out: str):
    """The configuration files beside the graphs."""
    write_json(out, "model_index.json", {
        "_class_name": "TokenPipeline",
        "text_encoder": ["gen", "TokenPrefix"], "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "transformer": ["gen", "CausalTransformer"],
        "codec_encoder": ["gen", "FsqEncoder"], "codec_decoder": ["gen", "FsqDecoder"],
        "gen": {"name": "storybook-tokens", "default_width": 256, "default_height": 256,
                "default_guidance_scale": GUIDANCE, "default_temperature": TEMPERATURE,
                "default_top_k": TOP_K, "default_top_p": TOP_P, "license": "Apache-2.0"}})
    write_json(out, "text_encoder/config.json", {
        "_class_name": "TokenPrefix", "max_position_embeddings": words.MAX_TOKENS,
        "hidden_size": WIDTH, "prefix_length": PREFIX, "pad_token_id": 0, "bos_token_id": 2,
        "eos_token_id": 3})
    write_json(out, "transformer/config.json", {
        "_class_name": "CausalTransformer", "vocab_size": CODES, "begin_token_id": BEGIN,
        "num_tokens": TOKENS, "rows": CELLS, "columns": CELLS, "prefix_length": PREFIX,
        "num_hidden_layers": LAYERS, "num_attention_heads": HEADS, "head_dim": WIDTH // HEADS,
        "hidden_size": WIDTH, "max_position_embeddings": PREFIX + TOKENS})
    codec = {"_class_name": "FsqCodec", "levels": list(LEVELS), "codebook_size": CODES,
             "rows": CELLS, "columns": CELLS, "factor": FACTOR, "sample_size": 256,
             "in_channels": 3, "out_channels": 3}
    write_json(out, "codec_encoder/config.json", codec)
    write_json(out, "codec_decoder/config.json", codec)
    write_json(out, "world.json", world_table())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--codec", default="codec.pt", help="or codec.polished.pt")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    codec = shipped(Codec(), os.path.join(arguments.work, arguments.codec))
    both = shipped(TextToTokens(), os.path.join(arguments.work, "tokens.pt"))
    out, vocabulary = arguments.out, words.save(os.path.join(arguments.out, "tokenizer"))
    ids = [torch.randint(1, vocabulary.get_vocab_size(), shape) for shape in ((1, 32), (2, 7))]
    write_graph(out, "text_encoder", PrefixGraph(both.prefix), [{"input_ids": i} for i in ids],
                ["last_hidden_state"], {"input_ids": {0: "batch", 1: "sequence"},
                                        "last_hidden_state": {0: "batch"}})
    write_step(out, both.writer)
    picture = {0: "batch", 2: "height", 3: "width"}
    cells = {0: "batch", 1: "rows", 2: "columns"}
    write_graph(out, "codec_encoder", Encoding(codec),
                [{"sample": torch.rand(n, 3, 256, 256) * 2 - 1} for n in (1, 2)], ["indices"],
                {"sample": picture, "indices": cells})
    write_graph(out, "codec_decoder", Decoding(codec),
                [{"indices": torch.randint(0, CODES, (n, rows, CELLS))} for n, rows in
                 ((1, 16), (2, 16), (1, 4))], ["sample"], {"indices": cells, "sample": picture})
    write_configs(out)
    print_size(out)


if __name__ == "__main__":
    main()
