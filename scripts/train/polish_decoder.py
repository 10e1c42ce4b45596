"""Trains the decoder alone a little longer; the latents, and so the denoiser, stay as they are.

    python polish_decoder.py --work WORK --minutes 11

Reads WORK/vae.pt and writes WORK/vae.polished.pt.
"""

import argparse
import copy
import multiprocessing
import os
import time

import torch

from muon import make_optimizers
from train_vae import NOISE, OUTER, draw_forever, reconstruction_loss, to_floats
from vae import Autoencoder


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--minutes", type=float, default=11)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    queue = multiprocessing.Queue(8)
    multiprocessing.Process(target=draw_forever, args=(queue, arguments.seed), daemon=True).start()
    model = Autoencoder().to(memory_format=torch.channels_last)
    model.load_state_dict(torch.load(os.path.join(arguments.work, "vae.pt")))
    average = copy.deepcopy(model.decoder)
    optimizers = make_optimizers(model.decoder, "muon", arguments.rate,
                                 [name.replace("decoder.", "") for name in OUTER])
    start, running, step, progress = time.time(), 0.0, 0, 0.0
    while progress < 1:
        progress = (time.time() - start) / 60 / arguments.minutes
        for group in [g for optimizer in optimizers for g in optimizer.param_groups]:
            group["lr"] = group["full"] * min(1, (step + 1) / 30) * max(0.002, 1 - progress)
        real = to_floats(queue.get())
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                latents = model.encode(real)
                strength = torch.rand(len(latents), 1, 1, 1) * NOISE
                latents = latents + strength * torch.randn_like(latents)
            made = model.decode(latents)
        loss = reconstruction_loss(made.float(), real)
        model.decoder.zero_grad()
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()
        decay = min(0.99, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.decoder.parameters()),
                                 1 - decay)
        running = 0.98 * running + 0.02 * (made.float() - real).abs().mean().item()
        step += 1
        if step % 25 == 0:
            print(f"{step} l1 {running / (1 - 0.98 ** step):.4f} "
                  f"minutes {(time.time() - start) / 60:.1f}", flush=True)
    model.decoder.load_state_dict(average.state_dict())
    torch.save(model.state_dict(), os.path.join(arguments.work, "vae.polished.pt"))


if __name__ == "__main__":
    main()
