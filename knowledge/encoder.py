"""Turn sentences into vectors whose closeness is closeness of meaning: a small sentence encoder, run by numpy alone.

One rule: everything works without it. `load_encoder` returns None where numpy or the weights are absent, and the
weights are unpacked at the first sentence. They are all-MiniLM-L6-v2 (Apache-2.0); see `vectors/README.md`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from knowledge.load import read_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

WEIGHTS_SHA256: Final = "9338c1681bae76fd3d694f5586c8b47501f405d8ec530cac37c06f2992d23ee2"
SIZE: Final = 384
"""Numbers in a vector."""


class Encoder(Protocol):
    """What turns texts into vectors. Two texts mean the same the more, the nearer their dot product is to 1."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 a text: shape (len(texts), 384)."""
        ...


class BrokenWeightsError(Exception):
    """The encoder's weights are not the file that this version was made with."""


def load_encoder() -> Encoder | None:
    """An encoder, or None without numpy or weights. Checks the file (about 40 ms); unpacks it at the first sentence.

    Raises BrokenWeightsError where the file of weights is there but is another one.
    """
    if importlib.util.find_spec("numpy") is None:
        return None
    # One thread: a question is too small to share, and waiting threads cost more than they save. Numpy reads this when
    # it is first imported, which is later than here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    raw = read_weights()
    if raw is None:
        return None
    if hashlib.sha256(raw).hexdigest() != WEIGHTS_SHA256:
        raise BrokenWeightsError("knowledge/vectors/minilm.npz does not match its checksum: fetch it again")
    return _Lazy()


@dataclass(frozen=True, slots=True)
class _Lazy:
    """The encoder before anybody has asked it anything."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return _unpacked().encode(texts)


@lru_cache(maxsize=1)
def _unpacked() -> Encoder:
    """The one encoder of this process: 0.3 s and 60 MB, once."""
    from knowledge.minilm import MiniLM

    raw = read_weights()
    if raw is None:
        raise BrokenWeightsError("knowledge/vectors/minilm.npz has gone")
    return MiniLM.from_bytes(raw)
