"""A patient who is enrolled late gets one message of what still applies, not five old ones."""

from typing import Any

import pytest

from bot.aftercare.digest import digest_of
from bot.aftercare.plan import plan_reminders
from bot.aftercare.reminders import Recipient
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span
from tests.aftercare_examples import AT_NIGHT, CHAT, RIYADH, on, planner_with, session_at, step

PLANNER = planner_with(
    step("start", hours=0, lasts=Span(hours=15), on_late="merge", safety=True),
    step("washing", hours=15, on_late="merge", fact="washing_wait"),
    step("makeup", hours=24, lasts=Span(hours=30), on_late="merge", fact="makeup_wait"),
    step("day_one", day=1, kind="check_in", on_late="skip"),
    step("day_two", day=2, lasts=Span(hours=20), kind="check_in", on_late="send"),
    step("sport", hours=48, lasts=Span(hours=24), on_late="merge", fact="sport_wait"),
    step("next", day=1, lasts=Span(hours=72), kind="appointment", on_late="merge", only_without_next=True),
    waits={"washing_wait": 15, "makeup_wait": 24, "sport_wait": 48},
)


def digest(now: str, *others: Session, **changes: Any) -> list[str]:
    session = session_at("2026-06-10 17:00")
    steps = PLANNER.steps[session.programme]
    planned = plan_reminders(session, steps, next_booked=False, zone=RIYADH, quiet=AT_NIGHT)
    recipient = Recipient(chat_id=CHAT, zone=RIYADH, sessions=(session, *others), **changes)
    return [each.step for each in digest_of(session, planned, PLANNER, recipient=recipient, now=on(now))]


@pytest.mark.parametrize(
    ("now", "steps"),
    [
        ("2026-06-10 17:00", ["start"]),  # still at the clinic
        ("2026-06-10 23:00", ["start"]),  # at night: the patient is there
        ("2026-06-11 11:30", ["washing", "next"]),  # the start is over
        ("2026-06-11 17:00", ["washing", "next", "makeup"]),  # to the minute
        ("2026-06-12 11:30", ["next", "makeup"]),  # on day 2; the check-ins are not part of it
        ("2026-06-12 17:00", ["next", "makeup", "sport"]),
        ("2026-06-20 12:00", []),  # all too late
    ],
)
def test_the_digest_holds_what_still_applies(now: str, steps: list[str]) -> None:
    assert digest(now) == steps


@pytest.mark.parametrize(
    ("other", "steps"),
    [
        ({"programme": "mesotherapy_hair"}, ["next"]),  # twice as long to wait after that one: no make-up yet
        ({"programme": "mesotherapy_hair", "person": "Mother"}, ["next", "makeup"]),  # but that is somebody else
        ({"at": on("2026-06-30 17:00"), "booked": True}, ["makeup"]),  # the next session is booked
    ],
)
def test_the_digest_minds_the_other_sessions(other: dict[str, Any], steps: list[str]) -> None:
    assert digest("2026-06-12 11:30", session_at("2026-06-10 17:00", **{"id": 2} | other)) == steps


def test_the_digest_leaves_out_what_the_patient_stopped() -> None:
    assert digest("2026-06-12 11:30", stopped=frozenset({"appointment"})) == ["makeup"]
