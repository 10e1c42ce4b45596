"""Writes the trained networks as a model directory with Stable Diffusion's layout.

    python export.py --work WORK --out ../../models/storybook

Weights are stored as float16 followed by a Cast to float32: half the size, and ONNX Runtime folds
the casts away when it loads the graph. Every graph is checked against the trained network.
"""

import argparse
import json
import os
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import nn

import machine
import tokenizer as words
import world
from denoiser import EMBEDDING, TEXT_HEADS, TEXT_LAYERS, TEXT_WIDTH, WIDTHS
from schedule import scheduler_config
from train_denoiser import TextToLatent
from vae import FACTOR, LATENT_CHANNELS, Autoencoder

OPSET = 17
STEPS, GUIDANCE = 20, 3.0


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


def round_weights(module: nn.Module) -> nn.Module:
    """Rounds every weight to float16, so that the stored graph equals the checked network."""
    for tensor in list(module.parameters()):
        tensor.data = tensor.data.half().float().contiguous()
    return module.eval()


def store_half(path: str):
    """Replaces large float32 weights of a graph by float16 weights and a Cast."""
    model = onnx.load(path)
    kept, casts = [], []
    for tensor in model.graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype == np.float32 and array.size >= 256:
            half = numpy_helper.from_array(array.astype(np.float16), tensor.name + ".half")
            kept.append(half)
            casts.append(onnx.helper.make_node("Cast", [half.name], [tensor.name],
                                               name="cast." + tensor.name, to=1))
        else:
            kept.append(tensor)
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.doc_string, model.producer_name, model.producer_version = "", "storybook", "1"
    for node in model.graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    onnx.save(model, path)


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


def trace(module, inputs: dict, outputs: list, axes: dict, path: str):
    """Writes `module` as an ONNX graph."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(module, tuple(inputs.values()), path, input_names=list(inputs),
                          output_names=outputs, dynamic_axes=axes, opset_version=OPSET,
                          dynamo=False)


def write_graph(part: str, module, vocabulary: int, out: str):
    """Exports `module`, then compares it with ONNX Runtime on several inputs."""
    inputs, outputs, axes, others = graph_spec(part, vocabulary)
    path = os.path.join(out, part, "model.onnx")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    trace(module, inputs, outputs, axes, path)
    store_half(path)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for case in [inputs] + others:
        with torch.no_grad():
            expected = module(*case.values())
        expected = expected if isinstance(expected, tuple) else (expected,)
        made = session.run(outputs, {name: value.numpy() for name, value in case.items()})
        error = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(made, expected))
        shapes = [tuple(v.shape) for v in case.values()]
        print(f"{part} {shapes} largest error {error:.2e}")
        if error > 2e-4:
            raise SystemExit(f"{path}: the graph differs from the network by {error}")


def write_json(out: str, name: str, content: dict):
    """Writes one JSON file of the model directory."""
    path = os.path.join(out, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
        file.write("\n")


def write_configs(out: str, vocabulary: int):
    """The configuration files beside the graphs."""
    write_json(out, "model_index.json", {
        "_class_name": "StableDiffusionPipeline",
        "scheduler": ["diffusers", "DDIMScheduler"],
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
    both = {"places": world.PLACES, "times": world.TIMES, "extras": world.EXTRAS,
            "styles": world.STYLES}
    write_json(out, "world.json", {
        "subjects": world.SUBJECTS, "colors": world.COLORS,
        **{kind: {name: first + second for name, (first, second) in table.items()}
           for kind, table in both.items()},
        "sizes": world.SIZES, "counts": {words_[0]: words_ for words_ in world.COUNTS.values()},
        "relations": {words_[0]: words_ for words_ in world.RELATIONS.values()}})


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
        write_graph(part, module, vocabulary, out)
    write_configs(out, vocabulary)
    size = sum(os.path.getsize(os.path.join(base, f)) for base, _, fs in os.walk(out) for f in fs)
    print(f"{size / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    main()
