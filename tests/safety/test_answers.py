"""What a patient reads when a red flag is seen."""

from pathlib import Path

import pytest

from bot.content.load import load
from bot.content.problems import ContentError
from bot.content.scope import LANGUAGES, Language
from bot.safety.answers import UrgentAnswers
from bot.safety.gate import RedFlag
from bot.settings import ROOT

KINDS = sorted(path.stem for path in (ROOT / "content" / "safety" / "red_flags").glob("*.yml"))
SAFETY = ROOT / "content" / "safety"


def answer(kind: str, level: str, language: Language) -> str:
    red_flag = RedFlag(kind=kind, level=level)  # type: ignore[arg-type]
    return load(ROOT / "content").fill(UrgentAnswers.load(SAFETY).text(red_flag, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "possible"])
def test_the_number_to_call_stands_in_the_first_two_lines_and_no_gap_stays_open(kind: str, language: Language) -> None:
    text = answer(kind, "ambulance", language)
    assert "997" in "\n".join(text.splitlines()[:2])
    assert "{" not in text
    assert len(text) < 600


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_wait_for_the_clinic_names_the_clinic_first_and_the_ambulance_if_it_does_not_answer(
    language: Language,
) -> None:
    lines = answer("infection", "today", language).splitlines()
    assert "+966 11 000 0000" in lines[0]
    assert "997" in lines[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_red_flag_in_doubt_gets_the_number_before_the_question(language: Language) -> None:
    lines = answer("possible", "ask", language).splitlines()
    assert "997" in lines[0]
    assert lines[-1].endswith("؟")


def test_every_kind_that_the_gate_sees_has_words_of_its_own() -> None:
    answers = UrgentAnswers.load(SAFETY)
    assert set(KINDS) == {*answers.file.at_once, "self_harm"}


def test_a_file_with_errors_names_them_all(tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text("source: safety\nlevels: {ambulance: {ar: نص}}\n", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        UrgentAnswers.load(tmp_path)
    assert len(raised.value.problems) > 3


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"answers\.yml"):
        UrgentAnswers.load(tmp_path)
