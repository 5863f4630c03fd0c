"""From when something is allowed: for the patient's own sessions, and on the aftercare card."""

from dataclasses import replace

import pytest

from bot.aftercare.allowed import Allowed, allowed_from
from bot.aftercare.sessions import Session
from bot.aftercare.timeline import TimelineRow, timeline
from tests.aftercare_examples import CAIRO, RIYADH, on, planner_with, session_at

PLANNER = planner_with(waits={"washing_wait": 15, "makeup_wait": 24})
FACE = session_at("2026-06-10 17:00")
HAIR = session_at("2026-06-10 12:00", id=2, programme="mesotherapy_hair")
MOTHER = session_at("2026-06-11 12:00", id=3, person="Mother")
BOOKED = session_at("2026-06-24 12:00", id=4, booked=True)
OF_ANOTHER_KIND = session_at("2026-06-11 12:00", id=5, programme="prp")
LAST_MONTH = session_at("2026-05-10 17:00", id=6)


@pytest.mark.parametrize(
    ("sessions", "person", "at", "named"),
    [
        ([FACE], "", "2026-06-11 17:00", FACE),
        ([FACE, LAST_MONTH], "", "2026-06-11 17:00", FACE),
        ([LAST_MONTH], "", "2026-05-11 17:00", LAST_MONTH),  # since when it has been allowed
        ([FACE, HAIR], "", "2026-06-12 12:00", HAIR),  # earlier, but to wait longer after: by its own programme
        ([FACE, MOTHER], "", "2026-06-11 17:00", FACE),  # somebody else's wait is not theirs
        ([FACE, MOTHER], "Mother", "2026-06-12 12:00", MOTHER),
        ([FACE, BOOKED, OF_ANOTHER_KIND], "", "2026-06-11 17:00", FACE),
        ([FACE, replace(FACE, id=9)], "", "2026-06-11 17:00", replace(FACE, id=9)),  # two at once: one is named
    ],
)
def test_the_strictest_of_a_person_s_sessions_counts(
    sessions: list[Session], person: str, at: str, named: Session
) -> None:
    found = allowed_from(sessions, PLANNER.waits, "makeup_wait", person=person, zone=RIYADH)
    assert found == Allowed(at=on(at), session=named)


@pytest.mark.parametrize("sessions", [[], [BOOKED], [MOTHER], [OF_ANOTHER_KIND]])
def test_without_a_session_of_theirs_that_says_so_nothing_is_said(sessions: list[Session]) -> None:
    assert allowed_from(sessions, PLANNER.waits, "makeup_wait", zone=RIYADH) is None


def test_a_wait_over_the_night_when_cairo_s_clocks_go_on_has_all_its_hours() -> None:
    found = allowed_from([session_at("2026-04-23 20:00", CAIRO)], PLANNER.waits, "washing_wait", zone=CAIRO)
    assert found is not None
    assert found.at == on("2026-04-24 12:00", CAIRO)


CARD = replace(
    PLANNER,
    activity_waits={
        "mesotherapy_face": {
            "makeup": "makeup_wait",
            "washing": "washing_wait",
            "diving": "no_such_wait",
            "shower": "washing_wait",
        }
    },
)


def test_the_card_shows_what_is_allowed_soonest_first_and_what_is_allowed_at_once_in_one_row() -> None:
    assert timeline(FACE, CARD, zone=RIYADH) == (
        TimelineRow(fact="washing_wait", activities=("washing", "shower"), allowed_from=on("2026-06-11 08:00")),
        TimelineRow(fact="makeup_wait", activities=("makeup",), allowed_from=on("2026-06-11 17:00")),
    )


def test_a_programme_that_one_waits_for_nothing_after_has_an_empty_card() -> None:
    assert timeline(OF_ANOTHER_KIND, CARD, zone=RIYADH) == ()
