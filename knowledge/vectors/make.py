"""Make `minilm.npz` and `english.txt` from the published all-MiniLM-L6-v2 weights and vocabulary.

    python -m knowledge.vectors.make MODEL_DIRECTORY

MODEL_DIRECTORY holds `model.safetensors` and `vocab.txt` (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0).
`minilm.npz` has the same weights as whole numbers of one byte with a scale a row, a vocabulary cut to plain English
pieces, and room for 64 pieces. Run it only to remake the files; then put the new SHA-256 into `knowledge/encoder.py`.
"""

import hashlib
import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HERE: Final = Path(__file__).parent
COMMON_WORDS: Final = 9000
"""The vocabulary begins with the most frequent words; so many of them go into `english.txt`, for the speller."""
PLAIN_PIECE: Final = re.compile(r"(##)?[a-z]+|(##)?[0-9]{1,3}|[!-/:-@\[-`{-~]|\[(CLS|SEP|UNK|PAD)\]")
POSITIONS: Final = 64
LAYERS: Final = 6


def read_safetensors(file: Path) -> dict[str, Floats]:
    """Every 32-bit tensor by its name. The file: a length of 8 bytes, a JSON header, then the raw numbers."""
    raw = file.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + length])
    tensors: dict[str, Floats] = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            flat = np.frombuffer(raw[8 + length + begin : 8 + length + end], dtype=np.float32)
            tensors[name] = flat.reshape(entry["shape"])
    return tensors


def quantise(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """One byte a number, with one scale a row so that the largest number of the row is 127."""
    scale = np.abs(weights).max(axis=1) / np.float32(127)
    scale[scale == 0] = 1
    return np.round(weights / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def shrink(tensors: dict[str, Floats], vocabulary: list[str]) -> dict[str, NDArray[np.generic]]:
    """The arrays of the shipped file, by name: `<matrix>.q` and `<matrix>.s` for matrices, else 32-bit floats."""
    kept = [row for row, piece in enumerate(vocabulary) if PLAIN_PIECE.fullmatch(piece)]
    table = "embeddings."
    sentence = tensors[f"{table}token_type_embeddings.weight"][0]
    packed: dict[str, NDArray[np.generic]] = {
        "vocabulary": np.frombuffer("\n".join(vocabulary[row] for row in kept).encode(), dtype=np.uint8),
        "positions": tensors[f"{table}position_embeddings.weight"][:POSITIONS] + sentence,
        "norm.w": tensors["embeddings.LayerNorm.weight"],
        "norm.b": tensors["embeddings.LayerNorm.bias"],
    }
    packed["words.q"], packed["words.s"] = quantise(tensors["embeddings.word_embeddings.weight"][kept])
    for layer in range(LAYERS):
        packed |= _layer(tensors, layer)
    return packed


def _layer(tensors: dict[str, Floats], layer: int) -> dict[str, NDArray[np.generic]]:
    source = f"encoder.layer.{layer}."
    attention = [source + f"attention.self.{part}." for part in ("query", "key", "value")]
    matrices = {
        "qkv": np.concatenate([tensors[name + "weight"] for name in attention]),
        "mix": tensors[source + "attention.output.dense.weight"],
        "up": tensors[source + "intermediate.dense.weight"],
        "down": tensors[source + "output.dense.weight"],
    }
    packed: dict[str, NDArray[np.generic]] = {
        f"{layer}.qkv.b": np.concatenate([tensors[name + "bias"] for name in attention]),
        f"{layer}.mix.b": tensors[source + "attention.output.dense.bias"],
        f"{layer}.up.b": tensors[source + "intermediate.dense.bias"],
        f"{layer}.down.b": tensors[source + "output.dense.bias"],
        f"{layer}.norm1.w": tensors[source + "attention.output.LayerNorm.weight"],
        f"{layer}.norm1.b": tensors[source + "attention.output.LayerNorm.bias"],
        f"{layer}.norm2.w": tensors[source + "output.LayerNorm.weight"],
        f"{layer}.norm2.b": tensors[source + "output.LayerNorm.bias"],
    }
    for name, weights in matrices.items():
        packed[f"{layer}.{name}.q"], packed[f"{layer}.{name}.s"] = quantise(weights)
    return packed


def common_words(vocabulary: list[str]) -> str:
    """The most frequent whole words, in lines of at most 118 letters."""
    words = [piece for piece in vocabulary if re.fullmatch(r"[a-z]{3,}", piece)][:COMMON_WORDS]
    return textwrap.fill(" ".join(sorted(words)), 118) + "\n"


def main() -> None:
    source = Path(sys.argv[1])
    vocabulary = (source / "vocab.txt").read_text(encoding="utf-8").split("\n")
    packed = shrink(read_safetensors(source / "model.safetensors"), vocabulary)
    target = HERE / "minilm.npz"
    with target.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **packed)
    (HERE / "english.txt").write_text(common_words(vocabulary), encoding="utf-8")
    raw = target.read_bytes()
    sys.stdout.write(f"{target} {len(raw)} bytes, sha256 {hashlib.sha256(raw).hexdigest()}\n")


if __name__ == "__main__":
    main()
