"""The sentence encoder: the published model's numbers, the right file, and life without it."""

import importlib.util

import numpy as np
import pytest

from knowledge import encoder
from knowledge.encoder import SIZE, BrokenWeightsError, Encoder, load_encoder
from knowledge.load import read_ask_vectors
from knowledge.meaning import pack, unpack
from knowledge.model import Base
from knowledge.nearness import build_entries
from knowledge.wordpiece import word_pieces

PUBLISHED = {(0, 1): 0.6660, (0, 2): 0.1046, (1, 2): 0.1411}
"""Similarities of these three sentences in the published documentation of all-MiniLM-L6-v2."""
SENTENCES = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]


@pytest.fixture(scope="module")
def loaded() -> Encoder:
    found = load_encoder()
    assert found is not None
    return found


@pytest.mark.parametrize(("pair", "published"), PUBLISHED.items())
def test_the_encoder_agrees_with_the_published_model(loaded: Encoder, pair: tuple[int, int], published: float) -> None:
    vectors = loaded.encode(SENTENCES)
    assert vectors[pair[0]] @ vectors[pair[1]] == pytest.approx(published, abs=0.01)


def test_vectors_have_length_one_whatever_the_text(loaded: Encoder) -> None:
    vectors = loaded.encode(["", "knee", "😀", "word " * 500, "x" * 300])
    assert vectors.shape == (5, SIZE)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_packed_vectors_lose_next_to_nothing(loaded: Encoder) -> None:
    vectors = loaded.encode(SENTENCES)
    assert (unpack(pack(vectors)) * vectors).sum(axis=1) == pytest.approx(np.ones(3), abs=1e-3)


def test_the_vectors_of_all_asks_are_stored_ahead(real_base: Base) -> None:
    known = read_ask_vectors()
    missing = [ask for ask in build_entries(real_base, None, None).asks if ask not in known]
    assert not missing, "run: python -m knowledge.vectors.asks"


def test_the_stored_vectors_are_those_of_the_encoder(loaded: Encoder, real_base: Base) -> None:
    known = read_ask_vectors()
    some = sorted(known)[::400]
    near = (unpack([known[ask] for ask in some]) * loaded.encode(some)).sum(axis=1)
    assert near == pytest.approx(np.ones(len(some)), abs=1e-3)


def test_without_numpy_there_is_no_encoder_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert load_encoder() is None


def test_without_weights_there_is_no_encoder_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "read_weights", lambda: None)
    assert load_encoder() is None


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "read_weights", lambda: b"something else")
    with pytest.raises(BrokenWeightsError):
        load_encoder()


VOCABULARY = {
    piece: number for number, piece in enumerate(["[UNK]", "[CLS]", "[SEP]", "run", "##ning", "back", "##ward", "?"])
}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Running backward?", [1, 3, 4, 5, 6, 7, 2]),
        ("RÚN", [1, 3, 2]),
        ("walk run", [1, 0, 3, 2]),
        ("", [1, 2]),
        ("r" * 50, [1, 0, 2]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[int]) -> None:
    assert word_pieces(text, VOCABULARY, limit=64) == pieces


def test_long_texts_are_cut_and_still_closed() -> None:
    assert word_pieces("run " * 100, VOCABULARY, limit=8) == [1, 3, 3, 3, 3, 3, 3, 2]
