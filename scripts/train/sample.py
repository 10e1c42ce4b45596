"""Makes contact sheets, or the pictures that `evaluate.py` asks for, with an exported model.

    python sample.py --model ../../models/storybook --out sheet.png --count 48
    python sample.py --model ../../models/storybook --out sheet.png "a red sailboat at sunset" ...
    python sample.py --model ../../models/storybook-tokens --evaluate --out FOLDER --count 200
"""

import argparse
import os
import random

import captions
import world
from drawing import contact_sheet
from evaluate import scenes_to_ask
from ways import open_model


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=48, help="prompts, where none is given")
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--tile", type=int, default=128)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--guidance", type=float)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--evaluate", action="store_true",
                        help="make the pictures of evaluate.py, which judges those it finds")
    parser.add_argument("prompts", nargs="*")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    scenes = (scenes_to_ask(arguments.count) if arguments.evaluate else
              [world.sample_scene(rng) for _ in range(arguments.count)])
    prompts = arguments.prompts or [captions.full(scene) for scene in scenes]
    model = open_model(arguments.model)
    pictures = model.pictures(prompts, arguments.seed, arguments.steps, arguments.guidance)
    if arguments.evaluate:
        os.makedirs(arguments.out, exist_ok=True)
        for index, picture in enumerate(pictures):
            picture.save(os.path.join(arguments.out, f"{index:04}.png"))
        return
    for index, prompt in enumerate(prompts):
        print(index // arguments.columns, index % arguments.columns, prompt)
    contact_sheet(pictures, arguments.columns, arguments.out, arguments.tile)


if __name__ == "__main__":
    main()
