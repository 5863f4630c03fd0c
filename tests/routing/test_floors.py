"""How well patients are understood may grow, not shrink. The goals stand higher; README shows what is measured."""

from collections.abc import Iterator

import pytest
import yaml

from bot.evaluation.measures import by_variety, entity_scores, general, in_context, together
from bot.evaluation.report import Evaluation
from bot.rasa_process.sentences import read_sentences
from bot.settings import ROOT
from bot.words.normalise import fold

FEWEST = 30
"""Messages of a variety from which on its share means something."""


@pytest.mark.parametrize(
    ("group", "floor"),
    [("all in Arabic or Persian script", 0.95), ("all in Latin letters", 0.92), ("all with heavy noise", 0.92)],
)
def test_patients_are_understood(evaluation: Evaluation, group: str, floor: float) -> None:
    share = by_variety(evaluation.messages)[group]
    assert share.value >= floor, f"{group}: {share}"


def test_no_variety_of_either_language_is_left_behind(evaluation: Evaluation) -> None:
    shares = {name: share for name, share in by_variety(evaluation.messages).items() if share.whole >= FEWEST}
    assert {name: str(share) for name, share in shares.items() if share.value < 0.90} == {}


@pytest.mark.parametrize(
    ("what", "floor", "ceiling"),
    [
        ("language, three words and more", 0.99, 1.0),
        ("out of scope, and told so", 0.88, 1.0),
        ("in scope, but refused", 0.0, 0.03),
        ("in scope, and asked back", 0.0, 0.08),
        ("asked back, the right one among the buttons", 0.9, 1.0),
    ],
)
def test_what_is_not_the_clinics_is_told_apart_and_what_is_doubtful_asked(
    evaluation: Evaluation, what: str, floor: float, ceiling: float
) -> None:
    share = general(evaluation.messages)[what]
    assert floor <= share.value <= ceiling, f"{what}: {share}"


def test_the_values_that_decide_an_answer_are_found(evaluation: Evaluation) -> None:
    assert together(entity_scores(evaluation.messages)).f1 >= 0.92


def test_turns_of_a_talk_are_resolved_in_their_context(evaluation: Evaluation) -> None:
    share = in_context(evaluation.turns)
    assert share.value >= 0.93, str(share)


def test_no_held_out_sentence_is_a_training_sentence() -> None:
    known = {fold(text) for _, text in read_sentences(ROOT / "nlu" / "data")}
    held_out = [text for text in texts() if len(fold(text).split()) > 2]
    assert [text for text in held_out if fold(text) in known] == []


def texts() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "routing").glob("*/*.yml")):
        yield from (row["text"] for row in yaml.load(path.read_bytes(), yaml.CSafeLoader))
