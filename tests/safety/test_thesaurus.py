"""A patient's word for danger that the language model knows means something to the red-flag gate, too."""

import pytest
import yaml

from bot.safety.reader import Reader
from bot.safety.vocabulary import load_vocabulary
from bot.settings import ROOT

DANGERS = (
    "breathe",
    "faint_unconscious",
    "chest_heart",
    "eye_vision_danger",
    "skin_pale_black",
    "tongue_throat_swelling",
    "infection_pus",
    "self_harm",
    "seizure",
    "sudden_violent",
)
BESIDE_THE_POINT = {"filler", "joint", "degree", "mild"}  # classes that say nothing of danger by themselves
TOO_BROAD = {
    "طشت عليها": "she poured over her: what was poured, and why, the pattern of fainting asks",
    "عمى": "blindness, but written like “my uncle”",
    "vue": "French for sight, and for seen; “ma vue” is known",
    "آلودگی": "infection, but far more often the air of Tehran",
    "زنده": "alive, or live on Instagram; “not to be alive” is known",
    "امانم": "my respite; “it leaves me none” is known",
    "هرچی میگذره": "the more time passes: the better, or the worse",
    "fort": "French for strong; “très fort” is known",
    "forte": "French for strong; “très forte” is known",
    "fit": "English for a mask that fits; “had a fit” is known",
}
"""Words that alone mean too many things for a gate, each with the reason."""

THESAURUS = yaml.safe_load((ROOT / "nlu" / "thesaurus" / "danger.yml").read_text(encoding="utf-8"))
WORDS = {concept: [str(word) for listed in THESAURUS[concept].values() for word in listed] for concept in DANGERS}


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Return the gate's reader with its word classes alone, without the words that patterns name themselves."""
    problems: list[str] = []
    vocabulary = load_vocabulary(ROOT / "content" / "safety", problems)
    assert problems == []
    return vocabulary.reader(literals=frozenset(), heard=frozenset())


def means_something(reader: Reader, word: str) -> bool:
    senses = {sense.lstrip("?!") for at in reader.read(word).senses for sense in at}
    return any(sense[0] not in "=~" for sense in senses - BESIDE_THE_POINT)


@pytest.mark.parametrize("concept", DANGERS)
def test_a_word_of_danger_that_the_model_knows_is_known_to_the_gate(reader: Reader, concept: str) -> None:
    unknown = [word for word in WORDS[concept] if word not in TOO_BROAD and not means_something(reader, word)]
    assert unknown == [], f"belong in content/safety/words.yml, or with a reason in TOO_BROAD: {unknown}"


@pytest.mark.parametrize("word", TOO_BROAD)
def test_a_word_that_is_too_broad_to_alarm_is_still_in_the_thesaurus_and_still_unknown(
    reader: Reader, word: str
) -> None:
    assert any(word in known for known in WORDS.values())
    assert not means_something(reader, word), f"has become known to the gate: take {word!r} out of TOO_BROAD"
