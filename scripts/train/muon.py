"""Muon: momentum whose update matrices are made orthogonal (Jordan et al. 2024)."""

import torch


COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonal(matrices: torch.Tensor, rounds: int = 3) -> torch.Tensor:
    """Approximately orthogonal matrices near `matrices` [n, a, b], by Newton-Schulz iteration."""
    a, b, c = COEFFICIENTS
    x = (matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    tall = x.shape[1] > x.shape[2]
    x = x.mT.contiguous() if tall else x
    for _ in range(rounds):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return (x.mT if tall else x).float()


class Muon(torch.optim.Optimizer):
    """For weights of two or more dimensions; convolutions count as [out, in * k * k].

    Matrices of one shape are made orthogonal together, which saves a graphics card many small calls.
    """

    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(parameters, {"lr": lr, "momentum": momentum,
                                      "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            updates = {}
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                buffer = state["momentum"]
                buffer.lerp_(parameter.grad, 1 - group["momentum"])
                update = parameter.grad.lerp(buffer, group["momentum"]).flatten(1)
                updates.setdefault(update.shape, []).append((parameter, update))
            for (rows, columns), pairs in updates.items():
                rate = group["lr"] * max(1.0, rows / columns) ** 0.5
                made = orthogonal(torch.stack([update for _, update in pairs]))
                for (parameter, _), update in zip(pairs, made):
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(update.reshape(parameter.shape), alpha=-rate)


def make_optimizers(model, kind: str, rate: float, not_matrices=()):
    """`muon` for the inner weights with AdamW for the rest, or `adamw` for everything.

    Every parameter group remembers its full learning rate as `full`. Parameters whose name holds
    one of `not_matrices` (first and last layers, embeddings) always go to AdamW. Frozen parameters
    stay out.
    """
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    if kind == "adamw":
        optimizers = [torch.optim.AdamW([p for _, p in named], lr=rate, betas=(0.9, 0.98),
                                        weight_decay=0.01)]
    else:
        inner = {name for name, p in named
                 if p.ndim >= 2 and not any(part in name for part in not_matrices)}
        optimizers = [Muon([p for name, p in named if name in inner], lr=20 * rate),
                      torch.optim.AdamW([p for name, p in named if name not in inner],
                                        lr=2 * rate, betas=(0.9, 0.98), weight_decay=0.01)]
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["full"] = group["lr"]
    return optimizers


def set_rates(optimizers, share: float):
    """Sets every learning rate to a share of its full one."""
    for group in [g for optimizer in optimizers for g in optimizer.param_groups]:
        group["lr"] = group["full"] * share
