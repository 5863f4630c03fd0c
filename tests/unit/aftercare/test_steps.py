"""A plan's steps with the clinic's facts: one changed number changes every reminder that names it."""

from datetime import date, time
from typing import Any

import pytest

from bot.aftercare.clinic_plan import planner_of, quiet_hours_of
from bot.aftercare.quiet import Night, QuietHours, SpecialNights
from bot.aftercare.steps import Span, Step, steps_of, waits_of
from bot.content.fact_schema import Fact
from bot.content.load import load
from bot.content.plan_schema import PlanFile
from bot.settings import ROOT

FACTS = {
    name: Fact.model_validate({"sources": ("S1",), **written})
    for name, written in {
        "makeup_wait": {"value": 24, "unit": "hours"},
        "numbing": {"low": 15, "high": 30, "unit": "minutes"},
        "rest": {"value": 2, "unit": "days"},
        "stop": {"value": 1, "unit": "weeks"},
        "interval": {"low": 2, "high": 4, "unit": "weeks"},
        "maintenance": {"value": 3, "unit": "months"},
        "sessions_count": {"value": 3, "unit": "sessions"},
    }.items()
}


def steps(*, facts: dict[str, Fact] = FACTS, **changes: Any) -> tuple[Step, ...]:
    written: dict[str, Any] = {
        "id": "makeup",
        "kind": "care",
        "from": changes.pop("origin", "session"),
        "late_until": "9 h",
        "on_late": "send",
        "uncertain": "repeat",
        "text": {"ar": "text", "fa": "text"},
        "sources": ("S1",),
        **({} if "day" in changes else {"after": "15 h"}),
        **({"at": "10:00"} if "day" in changes else {}),
    }
    return steps_of(PlanFile.model_validate({"version": 1, "steps": (written | changes,)}), facts)


@pytest.mark.parametrize(
    ("written", "after", "fact"),
    [
        ({"after": "15 h"}, Span(hours=15), None),
        ({"after": "30 min"}, Span(hours=0.5), None),
        ({"after": "makeup_wait"}, Span(hours=24), "makeup_wait"),
        ({"after": "numbing.high"}, Span(hours=0.5), "numbing"),
        ({"after": "rest"}, Span(hours=48), "rest"),  # exactly: a day is 24 hours
        ({"day": 3}, Span(days=3), None),
        ({"day": 0}, Span(days=0), None),
        ({"day": -1}, Span(days=-1), None),
        ({"day": "rest"}, Span(days=2), None),  # on the calendar, and no wait that others could outlast
        ({"day": "interval.low"}, Span(days=14), None),
        ({"day": "interval.high"}, Span(days=28), None),
        ({"day": "-stop"}, Span(days=-7), None),
        ({"day": "maintenance"}, Span(months=3), None),
    ],
)
def test_a_step_is_due_when_its_plan_or_its_fact_says(written: dict[str, Any], after: Span, fact: str | None) -> None:
    (found,) = steps(**written)
    assert (found.after, found.fact) == (after, fact)
    assert found.at == (time(10) if "day" in written else None)


def test_one_changed_fact_changes_the_step() -> None:
    more_cautious = {**FACTS, "makeup_wait": Fact.model_validate({"value": 36, "unit": "hours", "sources": ("S1",)})}
    (found,) = steps(facts=more_cautious, after="makeup_wait", late_until="makeup_wait")
    assert (found.after, found.lasts) == (Span(hours=36), Span(hours=36))


def test_a_step_keeps_all_that_its_plan_says() -> None:
    (found,) = steps(
        day=1,
        kind="check_in",
        late_until="rest",
        on_late="skip",
        uncertain="once",
        if_near="apart",
        unless="next_booked",
        safety=True,
        check_in=True,
        origin="last_session",
    )
    assert found == Step(
        id="makeup",
        kind="check_in",
        origin="last_session",
        after=Span(days=1),
        at=time(10),
        lasts=Span(hours=48),
        on_late="skip",
        repeat=False,
        safety=True,
        merges=False,
        only_without_next=True,
        check_in=True,
    )


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ({"after": "no_such_wait"}, KeyError),
        ({"after": "sessions_count"}, KeyError),  # no length of time
        ({"after": "maintenance"}, KeyError),  # months are none of exact hours
        ({"day": "makeup_wait"}, KeyError),  # nor hours days of the calendar
        ({"day": "interval"}, ValueError),  # which end of it?
        ({"after": "makeup_wait.low"}, ValueError),
    ],
)
def test_a_plan_that_was_not_checked_fails_at_once(written: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        steps(**written)


def test_waits_are_the_facts_that_count_exactly_and_of_two_ends_the_longer() -> None:
    assert waits_of(FACTS) == {
        "makeup_wait": Span(hours=24),
        "numbing": Span(hours=0.5),
        "rest": Span(hours=48),
        "stop": Span(hours=168),
        "interval": Span(hours=672),
    }


CATALOGUE = load(ROOT / "content")
PLANNER = planner_of(CATALOGUE)


def test_the_clinic_s_own_quiet_hours_hold_and_in_their_season_those_of_ramadan() -> None:
    quiet_hours = {"opens": time(22), "closes": time(9)}
    assert quiet_hours == {"opens": CATALOGUE.clinic.quiet_hours.opens, "closes": CATALOGUE.clinic.quiet_hours.closes}
    found = quiet_hours_of(CATALOGUE.clinic)
    assert found == QuietHours(usual=Night(start=time(22), end=time(9)), special=found.special)
    ramadan = SpecialNights(first=date(2027, 2, 8), last=date(2027, 3, 8), night=Night(start=time(2), end=time(11)))
    assert ramadan in found.special


@pytest.mark.parametrize("programme", PLANNER.steps)
def test_each_programme_s_plan_waits_for_facts_that_the_card_shows_too(programme: Any) -> None:
    named = {each.fact for each in PLANNER.steps[programme] if each.fact}
    assert named
    assert named <= PLANNER.waits[programme].keys()
    assert set(PLANNER.activity_waits[programme].values()) <= PLANNER.waits[programme].keys()
    assert PLANNER.activity_waits[programme]["makeup"] == "makeup_wait"
