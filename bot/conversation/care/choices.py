"""What a patient chooses: the zone whose clocks they live by."""

from zoneinfo import ZoneInfo

from bot.conversation.buttons import ForCare
from bot.conversation.care.pieces import button, in_rows
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import Decision, KeepZone
from bot.conversation.screens import At, Choice, Line, Named, Param, Screen

ZONES = (
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Baghdad", "Asia/Amman", "Asia/Damascus", "Asia/Beirut", "Asia/Hebron"),
    *("Africa/Cairo", "Africa/Khartoum", "Africa/Tripoli", "Africa/Tunis", "Africa/Algiers", "Africa/Casablanca"),
    *("Asia/Tehran", "Asia/Kabul", "Europe/Istanbul", "Europe/London", "Europe/Berlin"),
    *("America/New_York", "America/Los_Angeles"),
)
"""Zones to choose from, each with a city of its own name among the phrases: city_new_york."""


def _show(_argument: str, situation: Situation) -> Decision:
    """Show the zone that holds now, and others."""
    clinics = _choice(situation.desk.planner.zone.key, Line(key="zone_of_clinic_button"))
    others = [_choice(zone, _city_button(zone)) for zone in ZONES if zone != situation.desk.planner.zone.key]
    pairs = in_rows(others, 2)
    return situation.say(
        Screen(parts=(Line(key="zone_ask", params=_shown(situation.zone, situation)),), rows=((clinics,), *pairs))
    )


def _chosen(argument: str, situation: Situation) -> Decision | None:
    """Keep a zone that was offered, and say what time it is there, so that a wrong one is noticed."""
    if argument not in {*ZONES, situation.desk.planner.zone.key}:
        return None
    said = Line(key="zone_kept", params=_shown(ZoneInfo(argument), situation))
    again = button("zone_again_button", "zones")
    return situation.say(Screen(parts=(said,), rows=((again,),)), KeepZone(zone=argument))


def _shown(zone: ZoneInfo, situation: Situation) -> dict[str, Param | None]:
    return {"city": _city(zone.key), "at": At(at=situation.now, zone=zone)}


def _city(zone: str) -> Param:
    """Return the city of a zone, in words if the bot has them."""
    return Named(kind="phrase", id=_phrase(zone)) if zone in ZONES else zone


def _city_button(zone: str) -> Named:
    return Named(kind="phrase", id=_phrase(zone))


def _phrase(zone: str) -> str:
    return f"city_{zone.rpartition('/')[2].lower()}"


def _choice(zone: str, label: Line | Named) -> Choice:
    return Choice(label=label, target=ForCare(action="zone", argument=zone))


COMMANDS: Answers = {"timezone": _show}
TAPS: Answers = {"zones": _show, "zone": _chosen}
FORMS: Answers = {}
TOPICS: Topics = {}
