"""The machine that trains: a graphics card when there is one, else processor cores."""

import ctypes
import os
import sys
import time

import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
ON_CARD = DEVICE.type == "cuda"
READERS = 3     # processes that read stored drawings for a card

TRIM_THRESHOLD, TOP_PAD, MMAP_MAX = -1, -2, -4     # names from malloc.h
LARGEST = 2 ** 31 - 1


def start(threads: int):
    """Prepares a process that trains. Call it first."""
    keep_freed_memory()
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True


def keep_freed_memory():
    """Makes the C library keep freed memory for the next tensor. Linux only.

    By default glibc gives large blocks back to the system at once, which must clear every page of
    the next one anew. Without that the denoiser, its optimizer aside, trained at about 24 instead
    of 14 to 16 pictures a second and core. Everything now comes from a heap that grows by 64 MB
    and never shrinks.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    for option, value in ((MMAP_MAX, 0), (TRIM_THRESHOLD, LARGEST), (TOP_PAD, 64 << 20)):
        library.mallopt(option, value)


def clock() -> float:
    """Seconds that this process has worked: of the processor, or of the clock beside a card.

    Training beside other work then learns as much as it would alone, only later.
    """
    return time.time() if ON_CARD else time.process_time()


def timed(minutes: float):
    """Counts steps from 0 for so many minutes: pairs of a step and the share of time that is over.

    The last pair, and only that one, has a share of 1.
    """
    start, step, progress = clock(), 0, 0.0
    while progress < 1:
        progress = min(1.0, (clock() - start) / 60 / minutes)
        yield step, progress
        step += 1


def bfloat16():
    """A context in which products are computed in bfloat16."""
    return torch.autocast(DEVICE.type, torch.bfloat16)


def load(path: str):
    """A checkpoint, wherever it was written."""
    return torch.load(path, map_location="cpu")


class _Endless(IterableDataset):
    def __init__(self, make):
        self.make = make

    def __iter__(self):
        worker = get_worker_info()
        return iter(self.make(worker.id if worker else 0))


def batches(make, helpers: int = 0):
    """Endless tuples of tensors on the device, from the generators `make(0)`, `make(1)`, ...

    `helpers` processes run generators of their own; with none the only generator runs between the
    steps. A graphics card waits for nothing: generators that need no helper get `READERS`, others all
    processor cores but one.
    """
    workers = (os.cpu_count() - 1 if helpers else READERS) if ON_CARD else helpers
    for batch in DataLoader(_Endless(make), batch_size=None, num_workers=workers,
                            pin_memory=ON_CARD):
        yield tuple(tensor.to(DEVICE, non_blocking=True) for tensor in batch)
