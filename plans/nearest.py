"""The "did you mean" of a mistake."""

from collections.abc import Iterable
from difflib import get_close_matches

# Below this likeness (0 to 1) a suggestion confuses more than it helps.
LIKE_ENOUGH = 0.6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """ " (did you mean 'goal'?)", or nothing when no known word is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=LIKE_ENOUGH)
    return f" (did you mean '{found[0]}'?)" if found else ""
