"""The numbers that stand in a text, so that a card can be held to the numbers of its facts.

One rule: a quantity written in two ways is one number: "1,000", "1000" and "thousand"; "ten" and "10"; "8.0" and "8".
"""

import re
from collections.abc import Mapping
from typing import Final

_TIME = r"\d+(?::\d{2})+(?:\.\d+)?"
_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![\w.]){_TIME}|(?<![\w.])(?:{_PLAIN})|\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z]+")

NUMBER_WORDS: Final[Mapping[str, str]] = {
    "one": "1", "once": "1", "two": "2", "twice": "2", "both": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
    "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000",
}  # fmt: skip


def digits_in(text: str) -> frozenset[str]:
    """The numbers that are written in digits: "35 % of 1,000" gives 35 and 1000."""
    return frozenset(_plain(number) for number in _NUMBER.findall(text))


def numbers_in(text: str) -> frozenset[str]:
    """The numbers in digits and in words: "eight people, 35 %" gives 8 and 35."""
    words = (NUMBER_WORDS.get(word) for word in _WORD.findall(text.lower()))
    return digits_in(text) | {number for number in words if number}


def _plain(number: str) -> str:
    number = number.replace(",", "")
    if ":" in number or "." not in number:
        return number.lstrip("0") or "0"
    return number.rstrip("0").rstrip(".")
