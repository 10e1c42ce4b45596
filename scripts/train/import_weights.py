"""Turns the shipped graphs back into checkpoints, so that training can go on from them.

    python import_weights.py --model ../../models/storybook --work WORK

Writes WORK/vae.pt, WORK/denoiser.pt and WORK/text.pt. An exported graph names some weights by number only; which
is which is found by exporting the same network with random weights and looking where they went. So
the networks must still have the shapes of those that were exported; the vocabulary may have grown.
"""

import argparse
import os
import tempfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

import export
import graphs
import tokenizer as words
from denoiser import Denoiser, TextEncoder
from train_denoiser import TextToLatent
from vae import Autoencoder


def weights_of(path: str) -> list:
    """The stored weights of a graph, in order, as float32."""
    return [numpy_helper.to_array(t).astype(np.float32)
            for t in onnx.load(path).graph.initializer]


def randomize(module):
    """Gives every number of a network a value of its own."""
    for tensor in list(module.parameters()) + list(module.buffers()):
        tensor.data = torch.rand_like(tensor) + 0.25
    return module.eval()


def restore(module, model: str, part: str, vocabulary: int = 99, only: str = ""):
    """Fills a network, which has random weights, from the graph that was exported from its like."""
    inputs, outputs, axes, _ = export.graph_spec(part, vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "random.onnx")
        graphs.trace(module, inputs, outputs, axes, path)
        drawn = weights_of(path)
    kept = weights_of(os.path.join(model, part, "model.onnx"))
    for name, tensor in list(module.named_parameters()) + list(module.named_buffers()):
        if not name.startswith(only):
            continue
        value = tensor.detach().numpy()
        for random_weight, weight in zip(drawn, kept):
            if np.array_equal(random_weight.ravel(), value.ravel()):
                tensor.data = torch.from_numpy(weight.reshape(value.shape).copy())
                break
            if value.ndim == 2 and np.array_equal(random_weight, value.T):
                tensor.data = torch.from_numpy(weight.T.copy())
                break
        else:
            raise SystemExit(f"{part}: no weight of the graph is {name}")


def grown(old: TextEncoder, old_words: dict) -> TextEncoder:
    """The text encoder with today's vocabulary; new words start near the mean of the old."""
    vocabulary = words.build().get_vocab()
    encoder = TextEncoder(len(vocabulary), words.MAX_TOKENS)
    state = old.state_dict()
    table = state["words.weight"]
    spread = table.std(0) * torch.randn(len(vocabulary), table.shape[1])
    grown_table = table.mean(0) + spread
    for word, index in vocabulary.items():
        if word in old_words:
            grown_table[index] = table[old_words[word]]
    encoder.load_state_dict(state | {"words.weight": grown_table})
    return encoder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--work", required=True)
    arguments = parser.parse_args()
    torch.manual_seed(0)

    # The encoder's graph holds the encoder, the decoder's the decoder and the latents' statistics.
    vae = randomize(Autoencoder())
    restore(export.EncoderGraph(vae), arguments.model, "vae_encoder", only="vae.encoder")
    restore(export.DecoderGraph(vae), arguments.model, "vae_decoder", only="vae.decoder")
    for tensor in (vae.mean, vae.std):
        tensor.data = torch.rand_like(tensor) + 0.25
    for name in ("vae.mean", "vae.std"):
        restore(export.DecoderGraph(vae), arguments.model, "vae_decoder", only=name)
    torch.save(vae.state_dict(), os.path.join(arguments.work, "vae.pt"))

    old_words = Tokenizer.from_file(
        os.path.join(arguments.model, "tokenizer", "tokenizer.json")).get_vocab()
    encoder, both = randomize(TextEncoder(len(old_words), words.MAX_TOKENS)), TextToLatent()
    restore(encoder, arguments.model, "text_encoder", len(old_words))
    both.encoder, both.denoiser = grown(encoder, old_words), randomize(Denoiser())
    restore(both.denoiser, arguments.model, "unet")
    state = both.state_dict()
    torch.save({"model": state, "average": state, "steps": 0, "samples": 0},
               os.path.join(arguments.work, "denoiser.pt"))
    torch.save({"encoder": both.encoder.state_dict(), "reading": both.denoiser.text.state_dict()},
               os.path.join(arguments.work, "text.pt"))


if __name__ == "__main__":
    main()
