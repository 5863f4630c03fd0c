"""Verdicts on values as sentences: the topic's sentence for the verdict, filled with the value's own words."""

from collections.abc import Sequence

from bot.content.answer_schema import ByGender
from bot.content.fill import Lookup, fill
from bot.content.resolve import Resolved, Verdict


def say(words: Resolved, verdicts: Sequence[Verdict], lookup: Lookup) -> str:
    """Return one line for each verdict, between the opening and the closing that the topic may have."""
    opening, closing = ([fill(part, lookup)] if part else [] for part in (words.opening, words.closing))
    return "\n".join([*opening, *(_sentence(words, verdict, lookup) for verdict in verdicts), *closing])


def _sentence(words: Resolved, verdict: Verdict, lookup: Lookup) -> str:
    written = words.sentences[verdict.verdict]
    template = getattr(written, verdict.gender) if isinstance(written, ByGender) else written
    note = fill(verdict.note, lookup) if verdict.note else None
    own = {"label": verdict.label, "note": note, "fact": lookup(verdict.fact) if verdict.fact else None}
    sentence = fill(template, lambda name: own[name] if name in own else lookup(name))
    return f"{sentence} {note}" if note and "{note}" not in template else sentence
