"""Fits what a latent looks like: each cell becomes a patch of colours, linear in its channels.

    python fit_preview.py --model ../../models/storybook

Draws scenes, encodes and decodes them with the model's own networks, and solves for the patches by least
squares. Writes `preview` into `vae_decoder/config.json`: `patch` (pixels along its side) and `weights`, for
each channel, and last for the constant, the patch's pixels from the top, each red, green, blue, as a decoder
counts (-1 to 1).
"""

import argparse
import json
import os
import random

import numpy as np
import onnxruntime

import drawing
import world


def outputs(model: str, network: str, name: str, pictures: np.ndarray) -> np.ndarray:
    path = os.path.join(model, network, "model.onnx")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(None, {name: p[None]})[0] for p in pictures])


def cells(latents: np.ndarray) -> np.ndarray:
    """Latents [n, c, h, w] -> [n h w, c + 1], the last of them 1."""
    rows = latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1])
    return np.concatenate([rows, np.ones((len(rows), 1), rows.dtype)], 1)


def patches(pictures: np.ndarray, h: int, w: int, patch: int) -> np.ndarray:
    """Pictures [n, 3, H, W] -> the mean colours of their cells' patches, [n h w, patch patch 3]."""
    n, _, height, width = pictures.shape
    y, x = height // (h * patch), width // (w * patch)
    small = pictures.reshape(n, 3, h, patch, y, w, patch, x).mean((4, 7))
    return small.transpose(0, 2, 4, 3, 5, 1).reshape(n * h * w, -1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", required=True)
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--patch", type=int, default=4)
    args = parser.parse_args()
    rng = random.Random(1)
    drawn = [drawing.to_array(drawing.draw(world.sample_scene(rng))) for _ in range(args.pictures)]
    pictures = np.stack(drawn).astype(np.float32) / 127.5 - 1
    path = os.path.join(args.model, "vae_decoder", "config.json")
    with open(path) as file:
        config = json.load(file)
    latents = outputs(args.model, "vae_encoder", "sample", pictures)[:, :config["latent_channels"]]
    painted = outputs(args.model, "vae_decoder", "latent_sample", latents)
    x, y = cells(latents), patches(painted, *latents.shape[2:], args.patch)
    fitted = len(x) * 9 // 10  # The rest is judged.
    weights = np.linalg.lstsq(x[:fitted], y[:fitted], rcond=None)[0]
    error = y[fitted:] - x[fitted:] @ weights
    print(f"explained {1 - error.var() / y[fitted:].var():.3f} of the variance, "
          f"mean error {np.abs(error).mean() * 127.5:.1f} levels")
    config["preview"] = "here"
    preview = {"patch": args.patch, "weights": weights.astype(float).round(3).ravel().tolist()}
    text = json.dumps(config, indent=2).replace('"here"', json.dumps(preview))
    with open(path, "w") as file:
        file.write(text + "\n")


if __name__ == "__main__":
    main()
