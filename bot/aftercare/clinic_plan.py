"""From a clinic's content to its aftercare: plans, waits and quiet hours, read once."""

from bot.aftercare.lengths import lengths_of
from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours, SpecialNights
from bot.aftercare.steps import steps_of, waits_of
from bot.content.catalogue import Catalogue
from bot.content.clinic import Clinic, Interval
from bot.content.scope import PROGRAMMES


def planner_of(catalogue: Catalogue) -> Planner:
    """Return the aftercare of a clinic's checked content."""
    return Planner(
        editions={each: plan.version for each, plan in catalogue.plans.items()},
        steps={each: steps_of(plan, catalogue.facts[each]) for each, plan in catalogue.plans.items()},
        waits={each: waits_of(facts) for each, facts in catalogue.facts.items()},
        quiet=quiet_hours_of(catalogue.clinic),
        zone=catalogue.clinic.zone,
        activity_waits={
            each: lengths_of(catalogue.values["activity"], each, topic="activity_check", verdict="wait")
            for each in PROGRAMMES
        },
        symptom_ends={
            each: lengths_of(catalogue.values["symptom"], each, topic="symptom_report", verdict="expected")
            for each in PROGRAMMES
        },
    )


def quiet_hours_of(clinic: Clinic) -> QuietHours:
    """Return a clinic's quiet hours, with those of its seasons that have their own."""
    special = (
        SpecialNights(first=season.first, last=season.last, night=_night(season.quiet_hours))
        for season in clinic.special_hours
        if season.quiet_hours is not None
    )
    return QuietHours(usual=_night(clinic.quiet_hours), special=tuple(special))


def _night(interval: Interval) -> Night:
    return Night(start=interval.opens, end=interval.closes)
