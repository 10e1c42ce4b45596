"""Runs the exported models as the Java program runs them: latents, whole pixels, or tokens."""

import json
import os

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

from schedule import STEPS, alphas_cumprod
from vae import FACTOR, LATENT_CHANNELS


def open_model(folder: str, threads: int = 2):
    """The model of a directory, by what its index says it is."""
    with open(os.path.join(folder, "model_index.json"), encoding="utf-8") as file:
        index = json.load(file)
    kinds = {"StableDiffusionPipeline": Latents, "PixelFlowPipeline": Pixels,
             "TokenPipeline": Tokens}
    return kinds[index["_class_name"]](folder, index["gen"], threads)


class Exported:
    """Graphs, tokenizer and text encoder of a model directory, and its defaults."""

    PARTS = ()
    STEPS = None

    def __init__(self, folder: str, defaults: dict, threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        self.folder, self.defaults = folder, defaults
        self.graphs = {part: onnxruntime.InferenceSession(
            os.path.join(folder, part, "model.onnx"), options, providers=["CPUExecutionProvider"])
            for part in ("text_encoder", *self.PARTS)}
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer", "tokenizer.json"))
        self.tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=32)
        self.tokenizer.enable_truncation(32)

    def config(self, *names) -> dict:
        """One of the directory's JSON files."""
        with open(os.path.join(self.folder, *names), encoding="utf-8") as file:
            return json.load(file)

    def encode(self, texts):
        """What the text encoder makes of n texts."""
        ids = np.array([e.ids for e in self.tokenizer.encode_batch(list(texts))], np.int64)
        return self.graphs["text_encoder"].run(["last_hidden_state"], {"input_ids": ids})[0]

    def both(self, texts):
        """The same of n empty texts and then of the n texts."""
        return np.concatenate([self.encode([""] * len(texts)), self.encode(texts)])

    def guided(self, network, inputs: dict, guidance: float):
        """Classifier-free guidance over a batch of empty texts, then texts."""
        empty, told = np.split(self.graphs[network].run(None, inputs)[0], 2)
        return empty + guidance * (told - empty)

    def pictures(self, texts, seed=0, steps=None, guidance=None, batch=8):
        """PIL pictures of the texts."""
        steps = steps or self.STEPS or self.defaults.get("default_steps")
        guidance = self.defaults["default_guidance_scale"] if guidance is None else guidance
        random_state, result = np.random.RandomState(seed), []
        for start in range(0, len(texts), batch):
            floats = self.floats(texts[start:start + batch], random_state, steps, guidance)
            pixels = np.clip(floats * 127.5 + 127.5, 0, 255).round().astype(np.uint8)
            result += [Image.fromarray(p.transpose(1, 2, 0)) for p in pixels]
        return result


class Latents(Exported):
    """DDIM, trailing steps, v-prediction, then the decoder."""

    PARTS = ("unet", "vae_decoder")
    STEPS = 20  # as many as DDIM needs for what the program's own sampler makes in 12

    def floats(self, texts, random_state, steps: int, guidance: float):
        """Pictures [n, 3, 256, 256] of n texts."""
        text, side = self.both(texts), 256 // FACTOR
        x = random_state.randn(len(texts), LATENT_CHANNELS, side, side).astype(np.float32)
        alphas = alphas_cumprod()
        timesteps = np.round(np.arange(STEPS, 0, -STEPS / steps)).astype(int) - 1
        for i, t in enumerate(timesteps):
            v = self.guided("unet", {"sample": np.concatenate([x, x]),
                                     "timestep": np.array(t, np.float32),
                                     "encoder_hidden_states": text}, guidance)
            a, b = np.sqrt(alphas[t]), np.sqrt(1 - alphas[t])
            clean, eps = a * x - b * v, a * v + b * x
            after = alphas[timesteps[i + 1]] if i + 1 < steps else 1.0
            x = (np.sqrt(after) * clean + np.sqrt(1 - after) * eps).astype(np.float32)
        return self.graphs["vae_decoder"].run(None, {"latent_sample": x})[0]


class Pixels(Exported):
    """Euler steps of flow matching on the picture itself."""

    PARTS = ("unet",)

    def floats(self, texts, random_state, steps: int, guidance: float):
        """Pictures [n, 3, 256, 256] of n texts."""
        text, config = self.both(texts), self.config("scheduler", "scheduler_config.json")
        even, shift = np.linspace(1, 0, steps + 1), config["shift"]
        sigmas = shift * even / (1 + (shift - 1) * even)
        x = random_state.randn(len(texts), 3, 256, 256).astype(np.float32)
        for sigma, after in zip(sigmas, sigmas[1:]):
            inputs = {"sample": np.concatenate([x, x]), "encoder_hidden_states": text,
                      "timestep": np.array(sigma * config["num_train_timesteps"], np.float32)}
            x = x + np.float32(after - sigma) * self.guided("unet", inputs, guidance)
        return x


class Tokens(Exported):
    """Token after token, then the decoder."""

    PARTS = ("transformer", "codec_decoder")

    def floats(self, texts, random_state, steps, guidance: float):
        """Pictures [n, 3, 256, 256] of n texts; `steps` is not used."""
        config, network = self.config("transformer", "config.json"), self.graphs["transformer"]
        n, count = len(texts), config["num_tokens"]
        names = [i.name for i in network.get_inputs()][2:]
        empty = np.zeros((2 * n, config["num_attention_heads"], 0, config["head_dim"]), np.float32)
        past, prefix = [empty] * len(names), self.both(texts)
        last = np.full((n, 1), config["begin_token_id"], np.int64)
        tokens = np.zeros((n, count), np.int64)
        for at in range(count):
            logits, *past = network.run(None, {"prefix": prefix, "input_ids": np.tile(last, (2, 1)),
                                               **dict(zip(names, past))})
            without, told = np.split(logits, 2)
            scores = without + guidance * (told - without)
            last = np.array([[self.choose(row, random_state)] for row in scores])
            tokens[:, at], prefix = last[:, 0], prefix[:, :0]
        indices = tokens.reshape(n, config["rows"], config["columns"])
        return self.graphs["codec_decoder"].run(None, {"indices": indices})[0]

    def choose(self, scores, random_state) -> int:
        """A token by temperature, the best k and the best that make up a share p."""
        k, p = self.defaults["default_top_k"], self.defaults["default_top_p"]
        order = np.argsort(-scores)[:k or None]
        scores = (scores[order] - scores[order[0]]) / self.defaults["default_temperature"]
        shares = np.exp(scores, dtype=np.float64) / np.exp(scores, dtype=np.float64).sum()
        shares = np.where(shares.cumsum() - shares < p, shares, 0)
        return order[random_state.choice(len(order), p=shares / shares.sum())]
