"""Says how often an exported ranker prefers a fresh drawing's own caption to a wrong one.

    python evaluate_ranker.py --model ../../models/storybook-ranker --count 400

A wrong caption differs in one thing: a row for each kind. The last row asks which of 32 captions is the
drawing's own. Half of the drawings hold a pair that training never saw.
"""

import argparse
import json
import os
import random

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

import captions
import drawing
from evaluate import scenes_to_ask
from train_ranker import CHANGES, changed

CAPTIONS = 32


class ExportedRanker:
    """The two graphs, with pictures prepared as `preprocessor_config.json` says."""

    def __init__(self, folder: str):
        self.text, self.picture = (onnxruntime.InferenceSession(
            os.path.join(folder, part, "model.onnx"), providers=["CPUExecutionProvider"])
            for part in ("text_model", "vision_model"))
        with open(os.path.join(folder, "preprocessor_config.json"), encoding="utf-8") as file:
            self.size = json.load(file)["crop_size"]["width"]
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.enable_padding(pad_id=0, pad_token="[PAD]", length=32)
        self.tokenizer.enable_truncation(32)

    def of_texts(self, texts):
        """Vectors of texts, [n, d]."""
        ids = np.array([e.ids for e in self.tokenizer.encode_batch(texts)], np.int64)
        return self.text.run(None, {"input_ids": ids})[0]

    def of_pictures(self, pictures):
        """Vectors of square PIL pictures, [n, d]."""
        small = [p.convert("RGB").resize((self.size, self.size), Image.Resampling.BICUBIC)
                 for p in pictures]
        pixels = np.stack([np.asarray(p, np.float32) for p in small]).transpose(0, 3, 1, 2)
        return self.picture.run(None, {"pixel_values": pixels / 127.5 - 1})[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--count", type=int, default=400)
    arguments = parser.parse_args()
    ranker, rng = ExportedRanker(arguments.model), random.Random(3)
    scenes = scenes_to_ask(arguments.count)
    seen = np.concatenate([ranker.of_pictures([drawing.draw(s) for s in scenes[i:i + 16]])
                           for i in range(0, len(scenes), 16)])
    own = ranker.of_texts([captions.full(scene) for scene in scenes])
    print("| wrong caption with another | own caption preferred |")
    print("| --- | --- |")
    for what in dict.fromkeys(CHANGES):
        wrong = ranker.of_texts([captions.full(changed(rng, scene, what)) for scene in scenes])
        share = ((seen * own).sum(1) > (seen * wrong).sum(1)).mean()
        print(f"| {what} | {100 * share:.1f} % |")
    first = [(seen[i:i + CAPTIONS] @ own[i:i + CAPTIONS].T).argmax(1) == np.arange(CAPTIONS)
             for i in range(0, len(scenes) - CAPTIONS + 1, CAPTIONS)]
    print(f"| scene, of {CAPTIONS} | {100 * np.mean(first):.1f} % |")


if __name__ == "__main__":
    main()
