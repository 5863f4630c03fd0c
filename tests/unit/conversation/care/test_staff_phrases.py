"""Everything that staff are asked and told has its words, in both languages, with every name in them filled."""

import re

import pytest

from bot.content.load import load
from bot.content.scope import LANGUAGES
from bot.conversation.wording import Wording
from bot.settings import ROOT
from bot.words.bidi import strip_isolates
from tests.talks.person import NOW, Person
from tests.unit.conversation.care.test_inviting import PAYLOAD, TO_ADMIN, TO_STAFF

WORDING = Wording(load(ROOT / "content"))
EXAMPLE = re.compile(r"(?:مثل:?|مثلاً:?) (?P<time>[^\n]+)")


def words(person: Person) -> str:
    """Return the last message with its buttons in both languages, and find nothing in it left open."""
    said = []
    for language in LANGUAGES:
        text = WORDING.text(person.screen, language, NOW)
        labels = [button.label for row in WORDING.rows(person.screen, language, NOW) for button in row]
        assert text.strip()
        assert all(0 < len(strip_isolates(label)) <= 40 for label in labels), labels
        assert "{" not in text + "".join(labels)
        said += [text, *labels]
    return "\n".join(said)


@pytest.mark.parametrize(
    "steps",
    [
        ["tap prp", "tap face", "tap 2", "tap 4", "tap now", "tap next", "say 2026-12-14", "say 17:00", "tap yes"],
        ["tap prp", "tap skip", "tap 2", "tap skip", "say غدًا الساعة الخامسة", "tap back", "say 1404/12/30"],
        ["tap mesotherapy_hair", "say 5/3", "tap skip", "say 2020-01-01", "say 2099-01-01", "say أمس", "tap back"],
        ["tap prp", "tap skip", "tap skip", "tap now", "tap next", "say أمس", "say 2026-11-30 10:00", "tap back"],
        ["tap prp", "tap skip", "tap skip", "say 2026-12-14 17:00"],
        ["tap prp", "tap skip", "tap skip", "tap yesterday", "tap back", "tap today", "tap cancel"],
        ["tap prp", "tap cancel"],
    ],
)  # fmt: skip
def test_a_registration_has_its_words(steps: list[str]) -> None:
    staff = Person(role="staff")
    staff.commands("register")
    words(staff)
    for step in steps:
        kind, _, what = step.partition(" ")
        (staff.taps if kind == "tap" else staff.says)(what)
        words(staff)


def test_the_link_stands_whole_in_both_languages() -> None:
    staff = Person(role="staff")
    staff.commands("register")
    for label in ("mesotherapy_hair", "skip", "now", "yes"):
        staff.taps(label)
    assert words(staff).count("\u2068https://t.me/nada_clinic_bot?start=s_0c1d2e_secret-of_the-link\u2069") == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["register_time", "register_hour", "register_next_time", "register_next_hour"])
def test_the_examples_of_times_are_understood(key: str, language: str) -> None:
    spoken = next(each for each in LANGUAGES if each == language)
    staff = Person(role="staff", language=spoken)
    staff.commands("register")
    for label in ("mesotherapy_hair", "skip"):
        staff.taps(label)
    example = EXAMPLE.search(strip_isolates(WORDING._catalogue.phrase(key, spoken)))
    assert example
    staff.says(example["time"])
    assert staff.reads in {"register_check_booked", "register_check_held"}


@pytest.mark.parametrize("offer", [TO_STAFF, TO_ADMIN, "used", "expired", "of another clinic", "unknown"])
def test_an_invitation_has_its_words(offer: object) -> None:
    guest = Person(role=None)
    guest.offer = offer
    guest.commands("start", PAYLOAD)
    said = words(guest)
    if offer in {TO_STAFF, TO_ADMIN}:
        # A command that Telegram makes tappable: whole, and whichever way the line runs.
        assert "\u2068/register\u2069" in said


def test_inviting_has_its_words() -> None:
    admin = Person(role="admin")
    admin.commands("invite")
    words(admin)
    admin.taps("admin")
    assert "https://t.me/nada_clinic_bot?start=i_0c1d2e_" in words(admin)
