"""Weights with fewer digits: stored as float16 they compress to half of their size."""

import torch

STEPS = 16      # at least so many steps within the spread of a tensor's weights


@torch.no_grad()
def coarsen(module: torch.nn.Module):
    """Rounds the trained weights of each tensor to multiples of a power of two.

    The error is about 1 % of their spread. Frozen weights stay as they are.
    """
    for weight in module.parameters():
        if weight.requires_grad and weight.ndim > 1:
            step = 2 ** (weight.std() / STEPS).log2().floor()
            weight.copy_((weight / step).round() * step)
