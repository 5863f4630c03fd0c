"""What holds of the gate for every message."""

import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safety.gate import Gate
from bot.settings import ROOT
from tests.safety.lines import HARD_NEGATIVES, RED_FLAGS

SAFETY = ROOT / "content" / "safety"
TEXTS = [text for _, text in (*RED_FLAGS, *HARD_NEGATIVES)]
WORDS = sorted({word for text in TEXTS for word in text.split()})
HARAKAT = "\u064e\u064f\u0650\u0652\u064b"
TATWEEL = "\u0640"
PERSIAN_KEYBOARD = str.maketrans({"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"})
ARABIC_KEYBOARD = str.maketrans({"\u06cc": "\u064a", "\u06a9": "\u0643"})
SERIOUS = ["today", "ambulance"]
SECONDS_FOR_100_000 = 15  # on a slow and busy machine; what matters is that it does not grow faster than the text

any_text = st.text(st.characters(), max_size=300)
words_at_random = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=any_text | words_at_random)
@unhurried
def test_no_message_makes_the_gate_fail(gate: Gate, text: str) -> None:
    gate.check(text)


@pytest.mark.parametrize("keyboard", [PERSIAN_KEYBOARD, ARABIC_KEYBOARD], ids=["Persian", "Arabic"])
def test_the_keyboard_makes_no_difference(gate: Gate, keyboard: dict[int, int]) -> None:
    assert [gate.check(text.translate(keyboard)) for text in TEXTS] == [gate.check(text) for text in TEXTS]


def test_vowel_marks_and_stretched_letters_make_no_difference(gate: Gate) -> None:
    dice = random.Random(7)  # noqa: S311 -- the same marks each time

    def marked(text: str) -> str:
        return "".join(c + dice.choice(["", "", *HARAKAT, TATWEEL]) if "\u0621" <= c <= "\u064a" else c for c in text)

    assert [gate.check(marked(text)) for text in TEXTS] == [gate.check(text) for text in TEXTS]


@pytest.mark.parametrize(
    "unit",
    ["نفس", "نفسي ", "ما ", "مو قادرة أتنفس ", "هل ممكن نزيف ", "لساني ورم ", ".", "a.b!", "n", "nafas "],
)
def test_the_time_for_a_very_long_message_grows_with_its_length_alone(gate: Gate, unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        gate.check((unit * length)[:length])
        return time.perf_counter() - start

    seconds(1_000)
    short, long = seconds(25_000), seconds(100_000)
    assert long < SECONDS_FOR_100_000
    assert long < 12 * max(short, 0.02)


def test_red_flags_that_a_clinic_adds_never_take_an_alarm_away(gate: Gate, tmp_path: Path) -> None:
    flags = tmp_path / "red_flags"
    flags.mkdir()
    (flags / "breathing.yml").write_text(
        "kind: breathing\nlevel: today\nrank: 99\nstated:\n"
        "  - زعلانة\n  - <breath> .. <pain>\n  - نفس\n  - <denying>\n",
        encoding="utf-8",
    )
    more = Gate.load(SAFETY, extra=(tmp_path,))
    for text in TEXTS:
        before, after = gate.check(text), more.check(text)
        if before is not None:
            assert after is not None
            assert SERIOUS.index(after.level) >= SERIOUS.index(before.level)
    added = more.check("انا زعلانة")
    assert added is not None
    assert gate.check("انا زعلانة") is None


def test_a_pattern_added_to_the_built_in_ones_takes_no_alarm_away(gate: Gate, tmp_path: Path) -> None:
    folder = tmp_path / "safety"
    shutil.copytree(SAFETY, folder)
    vision = folder / "red_flags" / "vision.yml"
    vision.write_text(
        vision.read_text(encoding="utf-8").replace("stated:\n", "stated:\n  mine:\n    - سيب .. <eye>\n", 1),
        encoding="utf-8",
    )
    more = Gate.load(folder)
    assert [text for _, text in RED_FLAGS if gate.check(text) and not more.check(text)] == []
