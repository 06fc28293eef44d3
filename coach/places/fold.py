"""One spelling of a name out of the many that people type: 'München', 'MUNCHEN' and 'munchen' are the same."""

import re
import unicodedata

# Letters that do not come apart into a plain letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})
_SEPARATORS = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\b(saint|sankt|sint)\b")


def fold(text: str) -> str:
    """Small letters without marks, words parted by one space; 'Saint' as people shorten it."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", "").replace("ʻ", ""))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LETTERS)
    plain = unicodedata.normalize("NFC", bare)
    return _SAINT.sub("st", " ".join(_SEPARATORS.sub(" ", plain).split()))
