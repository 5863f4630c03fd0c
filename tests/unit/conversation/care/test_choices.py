"""Whose clocks a patient lives by."""

from zoneinfo import ZoneInfo

import pytest

from bot.conversation.care.choices import ZONES
from bot.conversation.decisions import KeepZone
from bot.conversation.screens import At, Named
from tests.talks.patients import AFTERNOON, Patient

TEHRAN = ZoneInfo("Asia/Tehran")


def test_the_zone_that_holds_is_shown_with_the_others_to_choose_from() -> None:
    patient = Patient()
    patient.commands("timezone")
    assert patient.param("city") == Named(kind="phrase", id="city_riyadh")
    assert patient.buttons[0] == "zone_of_clinic"
    assert len(patient.buttons) == len(ZONES) == 20


def test_a_chosen_zone_is_kept_and_the_time_there_is_echoed() -> None:
    patient = Patient()
    patient.commands("timezone")
    patient.taps("city_tehran")
    assert patient.effects == [KeepZone(zone="Asia/Tehran")]
    assert patient.param("at") == At(at=AFTERNOON, zone=TEHRAN)
    patient.taps("zone_again")
    assert patient.reads == "zone_ask"


def test_back_to_the_clinics_zone() -> None:
    patient = Patient(zone=TEHRAN)
    patient.commands("timezone")
    assert patient.param("city") == Named(kind="phrase", id="city_tehran")
    patient.taps("zone_of_clinic")
    assert patient.effects == [KeepZone(zone="Asia/Riyadh")]


def test_a_zone_that_the_bot_has_no_word_for_is_shown_by_its_name() -> None:
    patient = Patient(zone=ZoneInfo("Asia/Kathmandu"))
    patient.commands("timezone")
    assert patient.param("city") == "Asia/Kathmandu"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Asia/Kathmandu", "../../etc/passwd"])
def test_a_zone_that_was_not_offered_is_not_kept(zone: str) -> None:
    patient = Patient()
    patient.taps_data(f"a:zone:{zone}")
    assert patient.decision is None


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_exists(zone: str) -> None:
    assert ZoneInfo(zone).key == zone
