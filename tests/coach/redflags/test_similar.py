"""The second ear: likeness to example messages decides by a margin; the shipped bank belongs to the examples."""

import hashlib
import json
from pathlib import Path

import numpy as np

from coach.redflags.load import HERE, load_bank
from coach.redflags.similar import Bank, read_bank, similar_flag, write_bank
from knowledge.encoder import SIZE


def axis(*places: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    vector = np.zeros(SIZE, dtype=np.float32)
    vector[list(places)] = 1
    return vector / np.float32(np.linalg.norm(vector))


def small_bank() -> Bank:
    flagged = np.stack([axis(0), axis(0, 1), axis(0, 2), axis(9)])
    ordinary = np.stack([axis(5), axis(5, 6), axis(5, 7)])
    return Bank(flagged, ("chest", "chest", "clot", "faint"), ordinary)


def test_a_message_like_the_emergencies_is_flagged_as_the_nearest() -> None:
    flag = similar_flag(axis(0), small_bank())
    assert flag is not None
    assert (flag.category, flag.urgency) == ("chest", "emergency")


def test_a_message_like_a_clot_is_urgent() -> None:
    flag = similar_flag(axis(0, 2), small_bank())
    assert flag is not None
    assert (flag.category, flag.urgency) == ("clot", "urgent")


def test_a_message_like_the_ordinary_ones_is_not_flagged() -> None:
    assert similar_flag(axis(5), small_bank()) is None


def test_a_message_between_both_is_not_flagged() -> None:
    assert similar_flag(axis(0, 5), small_bank()) is None


def test_a_message_like_nothing_is_not_flagged() -> None:
    assert similar_flag(axis(100), small_bank()) is None


def test_a_written_bank_reads_the_same_but_for_rounding() -> None:
    bank = small_bank()
    again = read_bank(write_bank(bank.flagged, bank.categories, bank.ordinary, "x"))
    assert again.categories == bank.categories
    assert np.allclose(again.flagged, bank.flagged, atol=0.01)
    assert np.allclose(again.ordinary, bank.ordinary, atol=0.01)


def test_the_shipped_vectors_were_made_from_the_present_examples(examples_file: Path) -> None:
    header = json.loads((HERE / "bank" / "vectors.bin").read_bytes().partition(b"\n")[0])
    assert header["examples"] == hashlib.sha256(examples_file.read_bytes()).hexdigest()


def test_without_its_file_there_is_no_second_ear(tmp_path: Path) -> None:
    assert load_bank(tmp_path / "vectors.bin") is None
