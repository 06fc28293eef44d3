"""Cut a text into the word pieces that the sentence encoder was trained on (BERT, uncased).

One rule: text in, whole numbers out; a character that the vocabulary lacks becomes the unknown piece, never an error.
"""

import re
import unicodedata
from collections.abc import Mapping

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST_WORD = 40
"""Letters; anything longer is one unknown piece, so that a wall of letters costs nothing."""


def word_pieces(text: str, vocabulary: Mapping[str, int], limit: int) -> list[int]:
    """The ids of a text between [CLS] and [SEP], at most `limit` of them."""
    ids = [vocabulary["[CLS]"]]
    for word in _WORD.findall(_plain(text)):
        if len(ids) >= limit - 1:
            break
        ids.extend(_pieces_of(word, vocabulary))
    return [*ids[: limit - 1], vocabulary["[SEP]"]]


def _plain(text: str) -> str:
    """Lower case without accents, as the model's own preparation does it."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def _pieces_of(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Greedy, longest piece first; one piece that is missing makes the whole word unknown."""
    unknown = [vocabulary["[UNK]"]]
    if len(word) > LONGEST_WORD:
        return unknown
    pieces: list[int] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            piece = vocabulary.get(prefix + word[start:end])
            if piece is not None:
                pieces.append(piece)
                start = end
                break
        else:
            return unknown
    return pieces
