"""The word tokenizer: one token per known word, `[UNK]` for any other."""

import json
import os
import random

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

import captions

PAD, UNK, BOS, EOS = "[PAD]", "[UNK]", "[BOS]", "[EOS]"
MAX_TOKENS = 32
EMPTY_CAPTIONS, UNKNOWN_WORDS = 0.10, 0.04


def build() -> Tokenizer:
    """The tokenizer over every word of the world. Ids 0..3 are PAD, UNK, BOS, EOS."""
    words = [PAD, UNK, BOS, EOS] + captions.all_words()
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token=UNK))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}", pair=f"{BOS} $A {EOS} $B {EOS}",
        special_tokens=[(BOS, 2), (EOS, 3)])
    tokenizer.add_special_tokens([PAD, UNK, BOS, EOS])
    return tokenizer


def padding() -> Tokenizer:
    """The tokenizer for training: all texts get one length.

    A new shape would make PyTorch prepare its kernels anew.
    """
    tokenizer = build()
    tokenizer.enable_padding(pad_id=0, pad_token=PAD, length=MAX_TOKENS)
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def caption_ids(tokenizer: Tokenizer, rng: random.Random, scenes) -> torch.Tensor:
    """Token ids [n, s] of fresh captions; some empty, some with an unknown word."""
    texts = []
    for scene in scenes:
        text = captions.caption(rng, scene)
        if rng.random() < UNKNOWN_WORDS:
            parts = text.split(" ")
            parts.insert(rng.randrange(len(parts) + 1), UNK)
            text = " ".join(parts)
        texts.append("" if rng.random() < EMPTY_CAPTIONS else text)
    return torch.tensor([e.ids for e in tokenizer.encode_batch(texts)])


def save(folder: str) -> Tokenizer:
    """Writes tokenizer.json and its two companions, as `PreTrainedTokenizerFast` saves them."""
    os.makedirs(folder, exist_ok=True)
    tokenizer = build()
    tokenizer.save(os.path.join(folder, "tokenizer.json"))
    names = {"bos_token": BOS, "eos_token": EOS, "pad_token": PAD, "unk_token": UNK}
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS,
              "padding_side": "right", "truncation_side": "right",
              "clean_up_tokenization_spaces": False, **names}
    for name, content in (("tokenizer_config.json", config), ("special_tokens_map.json", names)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
            file.write("\n")
    return tokenizer
