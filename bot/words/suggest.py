"""The word that somebody probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return "; did you mean 'text'?" for the choice nearest to `word`, or "" when none is near."""
    near = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
