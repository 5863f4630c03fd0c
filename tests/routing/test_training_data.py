"""What the language model learns from: enough of every topic in both languages, and nothing twice."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from bot.rasa_process.sentences import read_labelled
from bot.settings import ROOT
from bot.words.normalise import fold

AT_LEAST = {"ar": 100, "fa": 80}
CONFUSED = frozenset({"emergency", "symptom_report", "activity_check", "condition_check", "out_of_scope"})
"""Topics that are confused most, or must not be: they have twice as many."""


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Yield intent and sentence."""
    return ((intent, text) for each, intent, text in read_labelled(ROOT / "nlu" / "data") if each == language)


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_every_topic_is_learnt_from_many_sentences(language: str) -> None:
    counts = Counter(intent for intent, _ in sentences(language))
    wanted = {intent: AT_LEAST[language] * (2 if intent in CONFUSED else 1) for intent in counts}
    assert {intent: counts[intent] for intent in counts if counts[intent] < wanted[intent]} == {}


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_two_sentences_have_the_same_words(language: str) -> None:
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for _, sentence in sentences(language):
        alike[frozenset(fold(sentence).split())].append(sentence)
    assert [same for same in alike.values() if len(same) > 1] == []
