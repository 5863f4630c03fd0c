"""Which messages raise the alarm, and which do not."""

from collections import Counter

import pytest

from bot.safety.gate import Gate, RedFlag
from tests.safety.lines import HARD_NEGATIVES, RED_FLAGS

TODAY = {"infection", "severe_pain"}
KINDS = {
    "breathing",
    "airway_swelling",
    "fainting",
    "chest_pain",
    "vision",
    "skin_colour",
    "severe_pain",
    "infection",
    "bleeding",
    "seizure",
    "self_harm",
}


@pytest.mark.parametrize(("kind", "text"), RED_FLAGS, ids=[text for _, text in RED_FLAGS])
def test_a_red_flag_raises_the_alarm_at_its_level_or_above(gate: Gate, kind: str, text: str) -> None:
    shown = gate.check(text)
    assert shown is not None
    assert shown.level == "ambulance" or kind in TODAY


@pytest.mark.parametrize(("reason", "text"), HARD_NEGATIVES, ids=[text for _, text in HARD_NEGATIVES])
def test_alarming_words_without_an_emergency_stay_quiet(gate: Gate, reason: str, text: str) -> None:
    assert gate.check(text) is None


def test_the_kind_is_named_for_all_but_those_that_show_two(gate: Gate) -> None:
    shown = [(kind, found) for kind, text in RED_FLAGS if (found := gate.check(text))]
    assert sum(found.kind == kind for kind, found in shown) >= 0.97 * len(RED_FLAGS)


def test_the_set_is_large_and_holds_every_kind() -> None:
    counts = Counter(kind for kind, _ in RED_FLAGS)
    assert set(counts) == KINDS
    assert min(counts.values()) >= 25
    assert len(RED_FLAGS) >= 320
    assert len(HARD_NEGATIVES) >= 320


@pytest.mark.parametrize(
    ("text", "kind", "level"),
    [
        ("مو قادرة أتنفس", "breathing", "ambulance"),
        ("زبونم باد کرده", "airway_swelling", "ambulance"),
        ("أغمي علي بعد الجلسة", "fainting", "ambulance"),
        ("قفسه سینه‌م درد میکنه", "chest_pain", "ambulance"),
        ("چشمم نمیبینه", "vision", "ambulance"),
        ("جای سوزن سیاه شده", "skin_colour", "ambulance"),
        ("الدم ما عم يوقف من ساعتين", "bleeding", "ambulance"),
        ("بنتي تشنجت", "seizure", "ambulance"),
        ("میخوام خودکشی کنم", "self_harm", "ambulance"),
        ("دردم غیر قابل تحمله", "severe_pain", "today"),
        ("طلع صديد من مكان الحقنة", "infection", "today"),
    ],
)
def test_each_kind_has_its_level(gate: Gate, text: str, kind: str, level: str) -> None:
    shown = gate.check(text)
    assert shown is not None
    assert (shown.kind, shown.level) == (kind, level)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مكان الابرة طلع منه صديد ومو قادرة اتنفس", "breathing"),
        ("درد شدید دارم و لب و زبونم ورم کرده", "airway_swelling"),
        ("الوجع لا يحتمل وما اشوف بعيني", "vision"),
    ],
)
def test_of_several_red_flags_the_most_serious_counts(gate: Gate, text: str, kind: str) -> None:
    assert gate.check(text) == RedFlag(kind=kind, level="ambulance")


@pytest.mark.parametrize(
    "text",
    [
        "ما عندي حرارة بس مو قادرة أتنفس",
        "تب ندارم ولی نفسم بالا نمیاد",
        "لا صديد ولا حرارة بس لساني ورم",
        "خونریزی ندارم اما چشمم نمیبینه",
        "هل الاحمرار طبيعي؟ مو قادرة اتنفس",
        "لو سمحتي ردي علي نفسي مقطوع",
        "اگه میشه زود جواب بدید نفسم بالا نمیاد",
        "كان عندي ألم خفيف والحين لساني ينتفخ",
        "بعد ما سويت الجلسة تورم لساني",
        "النزيف وقف ورجع وما عاد يوقف",
    ],
)
def test_what_is_denied_asked_or_over_does_not_silence_what_is_so_now(gate: Gate, text: str) -> None:
    assert gate.check(text) is not None


@pytest.mark.parametrize("text", ["", " ", "؟", "😂😂", "/start", "0", "\ud83d", "السلام عليكم", "سلام", "hi"])
def test_a_message_that_says_nothing_of_the_kind_is_quiet(gate: Gate, text: str) -> None:
    assert gate.check(text) is None
