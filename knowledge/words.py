"""Words as the search sees them: small letters, a plain form, stems.

One rule: the same steps for what runners ask and for what cards say.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ENDINGS = (
    ("iest", "i"), ("ies", "i"), ("ied", "i"), ("ingly", ""), ("sses", "ss"), ("ings", ""), ("ness", ""), ("ful", ""),
    ("ment", ""), ("edly", ""), ("ing", ""), ("est", ""), ("ers", ""), ("ed", ""), ("er", ""), ("ly", ""), ("es", ""),
    ("s", ""), ("e", ""), ("y", "i"),
)  # fmt: skip
SHORTEST_STEM = 3


def normal_form(text: str) -> str:
    """One spelling for what means the same: case, punctuation, accents, "backwards" and "it's" put aside."""
    return " ".join("backward" if word == "backwards" else word for word in words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text in small plain letters; "isn't" is one word, "isnt"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word.replace("'", "") for word in _WORD.findall(letters.replace("'s ", " "))]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, so that "running", "runs" and "run" meet. Rough on purpose, and always the same."""
    if word.isdigit():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM and not word.endswith("ss"):
            short = word[: len(word) - len(ending)] + instead
            return (
                short[:-1] if len(short) > SHORTEST_STEM and short[-1] == short[-2] and short[-1] not in "sl" else short
            )
    return word
