"""What a message names only to say that it is not so: "ما عندي سكر", "باردار نیستم", "مو الوجه، الشعر"."""

from typing import AbstractSet, Any, FrozenSet, List, Mapping, Optional, Sequence, Type

from nlu.components.denial.arabic import Arabic
from nlu.components.denial.message import Message, Span
from nlu.components.denial.persian import Persian
from nlu.components.forms import Mention
from nlu.components.grammar import Grammar


def undenied(
    mentions: Sequence[Mention], words: Sequence[str], language: Optional[str], grammar: Grammar
) -> List[Mention]:
    """Return the mentions that stay; by the rules of one language, or of both when it is not known."""
    rules = grammar.denial
    readers = _readers(mentions, words, language, rules)
    denied = frozenset[Span]().union(*(reader.denied() for reader in readers))
    kinds = rules["kinds"]
    if not rules["abstaining"]["words"].isdisjoint(words):
        kinds -= rules["abstaining"]["kinds"]
    left = [mention for mention in mentions if not (mention.kind in kinds and _span(mention) in denied)]
    gone = {(mention.kind, mention.value) for mention in mentions if mention not in left}
    return [
        mention
        for mention in left
        if not any(reader.sets_aside(_span(mention)) for reader in readers)
        # "Worried about a pregnancy, not pregnant."
        and not ((mention.kind, mention.value) in gone and _worried(words[: mention.first], rules))
    ]


def _readers(
    mentions: Sequence[Mention], words: Sequence[str], language: Optional[str], rules: Mapping[str, Any]
) -> List["Message"]:
    language = language or _latin_language(words, rules["latin"])
    spans = sorted({_span(mention) for mention in mentions})
    parts = _parts(mentions, words)
    classes: Mapping[str, Type[Message]] = {"ar": Arabic, "fa": Persian}
    return [reader(words, spans, parts, rules[name]) for name, reader in classes.items() if language in {None, name}]


def _worried(before: Sequence[str], rules: Mapping[str, Any]) -> bool:
    if before and before[-1] in rules["worried_of"]:
        before = before[:-1]
    return bool(before) and before[-1] in rules["worries"]


def _span(mention: Mention) -> Span:
    return mention.first, mention.last


def _latin_language(words: Sequence[str], signs: Mapping[str, AbstractSet[str]]) -> Optional[str]:
    """The only language whose words a message in Latin letters has, or None."""
    shown = [language for language, own in signs.items() if not own.isdisjoint(words)]
    return shown[0] if len(shown) == 1 else None


def _parts(mentions: Sequence[Mention], words: Sequence[str]) -> FrozenSet[str]:
    """The words that name a part of the body and nothing else: a denial reaches over them."""
    places: List[FrozenSet[int]] = [
        frozenset(
            place
            for mention in mentions
            if (mention.kind == "area") is of_the_body
            for place in range(mention.first, mention.last + 1)
        )
        for of_the_body in (True, False)
    ]
    return frozenset(words[place] for place in places[0] - places[1])
