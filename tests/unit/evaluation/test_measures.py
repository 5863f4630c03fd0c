"""What is counted when labelled messages are measured: a table of messages, worked out by hand."""

import pytest

from bot.conversation.context import Values
from bot.evaluation.examples import Example
from bot.evaluation.measures import (
    Judged,
    Share,
    accuracy,
    by_topic,
    by_variety,
    calibration,
    confusions,
    entity_scores,
    general,
    in_context,
    together,
)
from bot.evaluation.report import Evaluation, as_html, as_lines


def judged(
    topic: str,
    taken_for: str,
    *,
    variety: str = "gulf",
    values: Values | None = None,
    found: Values | None = None,
    treatment: str | None = None,
    offered: tuple[str, ...] = (),
    confidence: float = 0.9,
    noisy: bool = False,
) -> Judged:
    """A message about one topic, and what it was taken for."""
    example = Example(
        text="three words here",
        topic=topic,
        language="ar",
        variety=variety,
        treatment=treatment,
        values=values or {},
        noisy=noisy,
    )
    return Judged(
        example=example,
        topic=taken_for,
        language="ar",
        confidence=confidence,
        treatment=treatment,
        values=found or {},
        offered=offered,
    )


RIGHT = judged("pain", "pain")
WRONG = judged("pain", "price", variety="arabizi", offered=("price", "pain"), confidence=0.31, noisy=True)
REFUSED = judged("pain", "out_of_scope", variety="dari", confidence=0.35)
OUTSIDE = judged("out_of_scope", "out_of_scope")


def test_accuracy_is_counted_for_each_variety_and_for_the_groups_with_goals() -> None:
    shares = by_variety([RIGHT, WRONG, REFUSED])
    assert shares["gulf"] == Share(part=1, whole=1)
    assert shares["all in Latin letters"] == shares["arabizi"] == shares["all with heavy noise"]
    assert shares["all in Arabic or Persian script"] == Share(part=1, whole=2)
    assert shares["all"] == Share(part=1, whole=3)


def test_what_was_taken_for_what_is_counted_where_it_was_wrong() -> None:
    assert confusions([RIGHT, WRONG, WRONG]) == {("pain", "price"): 2}
    assert by_topic([RIGHT, WRONG])["pain"] == Share(part=1, whole=2)


def test_refusing_and_asking_back_count_only_where_the_clinic_has_an_answer() -> None:
    shares = general([RIGHT, WRONG, REFUSED, OUTSIDE])
    assert shares["in scope, but refused"] == Share(part=1, whole=3)
    assert shares["in scope, and asked back"] == Share(part=1, whole=3)
    assert shares["asked back, the right one among the buttons"] == Share(part=1, whole=1)
    assert shares["out of scope, and told so"] == Share(part=1, whole=1)


def test_values_are_right_wrong_or_missed() -> None:
    each = judged(
        "treats_concern", "treats_concern", values={"concern": ("acne", "scars")}, found={"concern": ("acne",)}
    )
    other = judged("pain", "pain", found={"area": ("face",)}, treatment="prp")
    scores = entity_scores([each, other])
    assert (scores["concern"].right, scores["concern"].missed, scores["area"].wrong) == (1, 1, 1)
    assert scores["concern"].f1 == pytest.approx(2 / 3)
    assert scores["treatment"].f1 == scores["symptom"].f1 == 1.0
    assert together(scores).f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_a_turn_is_right_with_topic_and_treatment() -> None:
    lost = judged("pain", "pain", treatment="prp")
    assert in_context([lost]) == Share(part=1, whole=1)
    assert accuracy([]) == Share(part=0, whole=0)
    assert str(Share(part=1, whole=4)) == "0.250 (4)"


def test_confidence_is_compared_with_how_often_it_is_right() -> None:
    assert calibration([RIGHT, WRONG, REFUSED]) == [
        (0.35, Share(part=0, whole=2)),
        (0.95, Share(part=1, whole=1)),
    ]


def test_a_report_names_the_figures_and_escapes_what_patients_wrote() -> None:
    evil = judged("pain", "price", confidence=0.2)
    evil = Judged(
        example=Example(
            text="<script>alert(1)</script>",
            topic="pain",
            language="ar",
            variety="msa",
            treatment=None,
            values={},
            noisy=False,
        ),
        topic="price",
        language="ar",
        confidence=0.2,
        treatment=None,
        values={},
    )
    evaluation = Evaluation(dialogues=[(RIGHT,), (evil,), (RIGHT, WRONG)])
    lines = "\n".join(as_lines(evaluation))
    assert "pain → price" in lines
    assert "topic and treatment right" in lines
    html = as_html(evaluation, lambda topic: f"موضوع {topic}")
    assert "<script>" not in html
    assert html.count("data:image/png;base64,") == 3


def test_a_report_of_talks_alone_has_no_pictures() -> None:
    html = as_html(Evaluation(dialogues=[(RIGHT, WRONG)]), str)
    assert "data:image/png" not in html
    assert "Turns of talks" in html
