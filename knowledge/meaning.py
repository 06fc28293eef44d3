"""How near a question is to each entry by meaning: sentence vectors, seen through what tells our cards apart.

One rule: it needs numpy, so it is imported only when an encoder is there, and built at the first question.

The asks of one card differ in ways that do not matter to us (long or short, "can I" or "should I"). The directions in
which they differ are flattened out (Fisher's discriminant: whitening by the scatter within cards), then a question is
compared with the centre of each entry's asks and with the nearest single ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder

Floats = NDArray[np.float32]
SMOOTHING: Final = 0.1
"""How much of the mean scatter is added to every direction, so that rare ones are not blown up."""
BYTE: Final = 127


@dataclass(frozen=True, slots=True)
class Lens:
    """Turns raw sentence vectors into ones whose directions tell entries apart."""

    mean: Floats
    flatten: Floats

    def see(self, vectors: Floats) -> Floats:
        return _unit(((vectors - self.mean) @ self.flatten).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Meaning:
    """Every ask and every entry's centre, as seen through the lens."""

    encoder: Encoder
    lens: Lens
    asks: Floats
    owners: NDArray[np.int64]
    starts: NDArray[np.int64]
    """For each entry the number of its first ask; the asks of an entry stand together."""
    sums: Floats

    def nearness(self, text: str) -> tuple[list[float], list[float]]:
        """For each entry the cosine with its centre and with its nearest ask, -1 to 1."""
        seen = self.lens.see(self.encoder.encode([text]))[0]
        to_asks = self.asks @ seen
        return (_unit(self.sums) @ seen).tolist(), np.maximum.reduceat(to_asks, self.starts).tolist()

    def nearness_without(self, ask: int) -> tuple[list[float], list[float]]:
        """The same for one of the asks itself, as if it had never been written."""
        seen = self.asks[ask]
        sums = self.sums.copy()
        sums[self.owners[ask]] -= seen
        to_asks = self.asks @ seen
        to_asks[ask] = -1
        return (_unit(sums) @ seen).tolist(), np.maximum.reduceat(to_asks, self.starts).tolist()


def build_meaning(encoder: Encoder, asks: Sequence[str], owners: Sequence[int], known: Mapping[str, bytes]) -> Meaning:
    """Vectors of all asks: those in `known` are unpacked, the others encoded now (4 ms each).

    `owners[n]` is the entry of `asks[n]`; the asks of an entry stand together.
    """
    missing = [ask for ask in asks if ask not in known]
    fresh = dict(zip(missing, pack(encoder.encode(missing)), strict=True)) if missing else {}
    raw = unpack([known.get(ask) or fresh[ask] for ask in asks])
    numbers = np.asarray(owners)
    starts = np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]]))
    lens = _lens(raw, starts)
    seen = lens.see(raw)
    return Meaning(encoder, lens, seen, numbers, starts, np.add.reduceat(seen, starts))


def pack(vectors: Floats) -> list[bytes]:
    """Unit vectors as one byte a number: 384 bytes each."""
    return [
        row.tobytes() for row in np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * BYTE).astype(np.int8)
    ]


def unpack(rows: Sequence[bytes]) -> Floats:
    """Packed vectors as unit vectors again."""
    widened: Floats = np.stack([np.frombuffer(row, dtype=np.int8) for row in rows]).astype(np.float32)
    return _unit(widened)


def _lens(raw: Floats, starts: NDArray[np.int64]) -> Lens:
    sizes = np.diff(np.append(starts, len(raw)))
    centres = np.add.reduceat(raw, starts) / sizes[:, None]
    within = raw - np.repeat(centres, sizes, axis=0)
    spread, directions = np.linalg.eigh((within.T @ within / len(raw)).astype(np.float64))
    flatten = directions / np.sqrt(spread + SMOOTHING * spread.mean())
    return Lens(raw.mean(axis=0), flatten.astype(np.float32))


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit
