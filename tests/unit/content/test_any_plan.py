"""Whatever stands in an aftercare file: there are problems, or a plan of which every step can be said."""

from datetime import UTC, datetime
from typing import Any

import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bot.content.catalogue import Catalogue
from bot.content.plan_schema import STEP_PARTS, PlanStep
from bot.content.scope import LANGUAGES, PROGRAMMES
from tests.unit.content.spoiled import answers_or_says_why, load_with, trees

NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)
FACTS = ["makeup_wait", "sessions_count", "sessions_count.low", "numbing_wait", "-makeup_wait", "makeup_wiat"]

lengths = st.sampled_from(["0 h", "9 h", "30 min", "9999.99 h", "1000 h", "-1 h", "soon", *FACTS])
days = st.integers(-1_100, 1_100) | st.sampled_from([0, 1, -1, 14, *FACTS])
texts = st.fixed_dictionaries(
    {
        "ar": st.sampled_from(["كيف الحال؟", "{makeup_wait}", "{clinic_offers}", "{clinic_hours_week}", "{x"]),
        "fa": st.sampled_from(["حالتان چطور است؟", "{makeup_wait}", "{clinic_offers}", "{clinic_hours_week}", "{}"]),
    }
)
tags = st.lists(st.sampled_from(["S1", "safety", "S9"]), max_size=2)
plausible = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["start", "makeup", "how_are_you"]),
        "kind": st.sampled_from(["care", "check_in", "appointment"]),
        "from": st.sampled_from(["session", "next_session", "last_session"]),
        "late_until": lengths,
        "on_late": st.sampled_from(["send", "skip", "merge"]),
        "uncertain": st.sampled_from(["repeat", "once"]),
        "sources": tags,
    },
    optional={
        "after": lengths,
        "day": days,
        "at": st.sampled_from(["10:00", "23:30", "24:00", "noon"]),
        "if_near": st.sampled_from(["merge", "apart"]),
        "unless": st.sampled_from(["next_booked", "never"]),
        "safety": st.booleans(),
        "check_in": st.booleans(),
        "topic": st.sampled_from(["pain", "activity_check", "sessions_count", "payn"]),
        "text": texts,
        "fine": texts,
        "not_sure": texts,
    },
)
plans = st.fixed_dictionaries({"version": st.integers(0, 3), "steps": st.lists(plausible | trees, max_size=4)})
whole = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["start", "makeup"]),
        "kind": st.just("care"),
        "from": st.just("session"),
        "after": st.sampled_from(["0 h", "24 h", "makeup_wait"]),
        "late_until": st.sampled_from(["1 h", "30 min", "336 h", "makeup_wait"]),
        "on_late": st.sampled_from(["send", "skip", "merge"]),
        "uncertain": st.sampled_from(["repeat", "once"]),
        "text": st.sampled_from(
            [{"ar": "أهلًا {makeup_wait}", "fa": "درود {makeup_wait}"}, {"ar": "أهلًا", "fa": "درود"}]
        ),
        "sources": st.just(["S1"]),
    }
)
whole_plans = st.fixed_dictionaries({"version": st.just(1), "steps": st.lists(whole, min_size=1, max_size=2)})

unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def parts_of(step: PlanStep) -> list[Any]:
    return [part for part in STEP_PARTS if step.words(part) or (part == "text" and step.topic)]


def every_step_can_be_said(catalogue: Catalogue) -> bool:
    return all(
        catalogue.step_text(programme, step.id, language, now=NOON, part=part)
        for programme in PROGRAMMES
        for step in catalogue.plans[programme].steps
        for language in LANGUAGES
        for part in parts_of(step)
    )


@unhurried
@given(st.sampled_from(PROGRAMMES), plans | whole_plans | trees)
def test_any_plan_has_problems_or_can_be_said_step_by_step(programme: str, plan: Any) -> None:
    outcome = load_with(f"aftercare/{programme}.yml", yaml.safe_dump(plan, allow_unicode=True).encode())
    assert answers_or_says_why(outcome)
    event("served" if isinstance(outcome, Catalogue) else "refused")
    if isinstance(outcome, Catalogue):
        assert every_step_can_be_said(outcome)


@unhurried
@given(
    st.sampled_from(["minutes", "hours", "days", "weeks", "months", "sessions"]),
    st.one_of(st.integers(1, 10**9), st.floats(0.01, 1e9).map(lambda number: round(number, 2))),
    st.sampled_from(["after: makeup_wait", 'day: makeup_wait\n    at: "12:00"', 'day: -makeup_wait\n    at: "12:00"']),
)
def test_any_number_that_a_fact_takes_has_problems_or_gives_a_plan(unit: str, number: float, when: str) -> None:
    facts = f"makeup_wait: {{value: {number:.2f}, unit: {unit}, sources: [safety]}}\n".replace(".00", "")
    plan = f"""
version: 1
steps:
  - id: makeup
    kind: care
    from: session
    {when}
    late_until: makeup_wait
    on_late: merge
    uncertain: once
    text: {{ar: "المكياج: {{makeup_wait}}.", fa: "آرایش: {{makeup_wait}}."}}
    sources: [safety]
"""
    outcome = load_with("facts/mesotherapy_hair.yml", facts.encode(), {"aftercare/mesotherapy_hair.yml": plan.encode()})
    assert answers_or_says_why(outcome)
    assert not isinstance(outcome, Catalogue) or every_step_can_be_said(outcome)
