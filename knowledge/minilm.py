"""The forward pass of a six-layer sentence encoder (MiniLM) on numpy. Imported by `encoder.load_encoder` only.

One rule: one text at a time, so that nothing is padded and a short question costs little.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.wordpiece import word_pieces

Floats = NDArray[np.float32]
HEADS: Final = 12
LAYERS: Final = 6
EPSILON: Final = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation: mean 0 and deviation 1 a row, then scaled and moved."""

    scale: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EPSILON)
        normal: Floats = centred / spread * self.scale + self.shift
        return normal


@dataclass(frozen=True, slots=True)
class Linear:
    """A matrix (inputs x outputs) and what is added after it."""

    matrix: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        return rows @ self.matrix + self.shift


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: every piece looks at every other, then each is thought over alone."""

    query_key_value: Linear
    mix: Linear
    up: Linear
    down: Linear
    after_attention: Norm
    after_thought: Norm

    def __call__(self, rows: Floats) -> Floats:
        seen = self.after_attention(rows + self.mix(_attend(self.query_key_value(rows))))
        return self.after_thought(seen + self.down(_gelu(self.up(seen))))


@dataclass(frozen=True, slots=True)
class MiniLM:
    """The whole encoder. The word table stays in bytes: only the rows of a text are widened."""

    vocabulary: Mapping[str, int]
    words: NDArray[np.int8]
    word_scales: Floats
    positions: Floats
    start: Norm
    layers: tuple[Layer, ...]

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """From the content of `vectors/minilm.npz`."""
        with np.load(io.BytesIO(raw), allow_pickle=False) as packed:
            pieces = packed["vocabulary"].tobytes().decode().split("\n")
            return cls(
                vocabulary={piece: row for row, piece in enumerate(pieces)},
                words=packed["words.q"],
                word_scales=packed["words.s"],
                positions=packed["positions"],
                start=Norm(packed["norm.w"], packed["norm.b"]),
                layers=tuple(_layer(packed, number) for number in range(LAYERS)),
            )

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text: shape (len(texts), 384)."""
        return np.stack([self._encode_one(text) for text in texts])

    def _encode_one(self, text: str) -> Floats:
        ids = word_pieces(text, self.vocabulary, limit=len(self.positions))
        rows = self.words[ids].astype(np.float32) * self.word_scales[ids, None]
        rows = self.start(rows + self.positions[: len(ids)])
        for layer in self.layers:
            rows = layer(rows)
        mean: Floats = rows.mean(axis=0)
        unit: Floats = mean / np.sqrt(mean @ mean)
        return unit


def _layer(packed: Mapping[str, NDArray[np.float32]], number: int) -> Layer:
    def linear(name: str) -> Linear:
        key = f"{number}.{name}"
        widened = packed[key + ".q"].astype(np.float32) * packed[key + ".s"][:, None]
        return Linear(np.ascontiguousarray(widened.T), packed[key + ".b"])

    def norm(name: str) -> Norm:
        return Norm(packed[f"{number}.{name}.w"], packed[f"{number}.{name}.b"])

    return Layer(linear("qkv"), linear("mix"), linear("up"), linear("down"), norm("norm1"), norm("norm2"))


def _attend(query_key_value: Floats) -> Floats:
    """Scaled dot-product attention over twelve heads; rows in, rows out (pieces x 384)."""
    pieces, width = query_key_value.shape[0], query_key_value.shape[1] // 3
    heads = query_key_value.reshape(pieces, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    query, key, value = heads[0], heads[1], heads[2]
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS))
    weights = np.exp(scores - scores.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    seen: Floats = (weights @ value).transpose(1, 0, 2).reshape(pieces, width)
    return seen


def _gelu(rows: Floats) -> Floats:
    """x times the normal distribution function of x, which follows Abramowitz and Stegun 7.1.26 (error < 2e-7)."""
    size = np.abs(rows) * np.float32(0.7071067811865476)
    step = 1 / (1 + np.float32(0.3275911) * size)
    poly = np.float32(1.061405429) * step - np.float32(1.453152027)
    poly = (poly * step + np.float32(1.421413741)) * step - np.float32(0.284496736)
    poly = (poly * step + np.float32(0.254829592)) * step
    error = np.copysign(1 - poly * np.exp(-size * size), rows)
    result: Floats = rows * np.float32(0.5) * (1 + error)
    return result
