"""A patient says that a session took place or is booked: asked back, confirmed, then looked after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.content.scope import PROGRAMMES
from bot.conversation.care.consent import consent_screen, has_consented, in_language, with_consent
from bot.conversation.care.persons import (
    OTHER,
    is_an_answer,
    may_be_a_nickname,
    nickname_screen,
    person_of,
    read_nickname,
)
from bot.conversation.care.pieces import with_menu
from bot.conversation.care.report import ABOUT_TIME, FLOW, Report, area_for, programmes_named, read_report
from bot.conversation.care.reporting_flow import END, TOPIC, ask, ask_for_whom, ask_on, ask_time, kept, say
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answer, Answers, Topics
from bot.conversation.care.times import read_written
from bot.conversation.care.typed_time import Typed, looks_like_a_time, read_typed, time_named
from bot.conversation.context import Context
from bot.conversation.decisions import Decision, SayTopic
from bot.conversation.understanding import Understanding

_NEAR = timedelta(days=60)
"""A button names a day of the week before; long after that it is old or forged."""

Step = Callable[[str, Report, Situation], Decision | None]
"""What an argument means to the report that is open."""


def _told(decision: Decision, understanding: Understanding, text: str, situation: Situation) -> Decision:
    """Begin with what a message says; what it leaves out was perhaps said just before."""
    if decision.say != SayTopic(topic=TOPIC):
        return decision
    goes_on = situation.chat.context.topic == TOPIC
    report = (read_report(situation.care.form) if goes_on else None) or Report()
    typed = time_named(understanding, text, situation)
    if typed is not None:
        report = report.timed(typed)
    asked = ask_on(_naming(report, decision.context), situation, decision.context)
    return replace(asked, context=decision.context, confidence=decision.confidence)


def _naming(report: Report, context: Context) -> Report:
    programmes = programmes_named(context)
    if len(programmes) > 1:
        return replace(report, programme=None, area=context.area)
    return replace(report, programme=programmes[0], area=area_for(programmes[0], context.area))


def _programme(argument: str, report: Report, situation: Situation) -> Decision | None:
    chosen = next((each for each in PROGRAMMES if each == argument), None)
    if chosen is None or report.asks != "programme":
        return None
    return ask_on(replace(report, programme=chosen, area=area_for(chosen, report.area)), situation)


def _now(_argument: str, report: Report, situation: Situation) -> Decision | None:
    if report.asks not in ABOUT_TIME:
        return None
    return ask_on(report.timed(situation.now.replace(second=0, microsecond=0)), situation)


def _day(argument: str, report: Report, situation: Situation) -> Decision | None:
    try:
        day = date.fromisoformat(argument)
    except ValueError:
        return None
    is_near = abs(day - situation.now.date()) <= _NEAR
    return ask_on(report.timed(day), situation) if is_near and report.asks in ABOUT_TIME else None


def _at(argument: str, report: Report, situation: Situation) -> Decision | None:
    at = read_written(argument)
    # An hour that was mistyped is tapped again while the confirmation is open.
    return ask_on(report.timed(at), situation) if at and report.asks in {*ABOUT_TIME, "confirm"} else None


def _other_time(_argument: str, report: Report, situation: Situation) -> Decision | None:
    return ask_time(report.untimed(), situation) if report.asks == "confirm" else None


def _other_person(_argument: str, report: Report, situation: Situation) -> Decision | None:
    return ask_for_whom(report, situation) if report.asks == "confirm" else None


def _for(argument: str, report: Report, situation: Situation) -> Decision | None:
    if report.asks not in {"person", "nickname"}:
        return None
    if argument == OTHER:
        return ask("nickname", report, nickname_screen("report_for"), situation)
    person = person_of(argument, situation.care.recipient)
    return None if person is None else ask_on(replace(report, person=person), situation)


def _yes(argument: str, report: Report, situation: Situation) -> Decision | None:
    if report.asks != "confirm" or argument != report.mark:
        return None
    if not has_consented(situation):
        screen = consent_screen(situation, agree="report_agree", decline="report_decline")
        return ask("consent", report, screen, situation)
    return kept(report, situation)


def _agree(argument: str, report: Report, situation: Situation) -> Decision | None:
    if report.asks != "consent":
        return None
    return in_language(with_consent(kept(report, situation)), argument)


def _decline(argument: str, report: Report, situation: Situation) -> Decision | None:
    if report.asks != "consent":
        return None
    return in_language(say(situation, with_menu("report_declined"), END), argument)


def _no(_argument: str, _report: Report, situation: Situation) -> Decision | None:
    return say(situation, with_menu("report_cancelled"), END)


def _typed(text: str, situation: Situation) -> Decision | None:
    report = read_report(situation.care.form)
    if report is None or not is_an_answer(text, situation):
        return None
    if report.asks == "nickname":
        if not may_be_a_nickname(text, situation):
            return None
        person = read_nickname(text, situation.care.recipient)
        if person is None:
            return say(situation, nickname_screen("report_for", again=True))
        return ask_on(replace(report, person=person), situation)
    if report.asks not in {*ABOUT_TIME, "confirm"}:
        return None
    typed = _answer(text, report, situation)
    if typed is not None:
        return ask_on(report.timed(typed), situation)
    return ask_time(report, situation, above="report_unreadable") if looks_like_a_time(text) else None


def _answer(text: str, report: Report, situation: Situation) -> Typed | None:
    """Return the time that was typed; an hour is of the day, and "in the evening" of the hour, that was said before."""
    said = report.at or report.early
    local = said.astimezone(situation.zone) if said else None
    day = local.date() if local else report.day
    typed = read_typed(text, situation, day=day)
    if typed is None and local and report.early:
        return read_typed(f"{local:%I:%M} {text}", situation, day=day)
    return typed


def _of_open_report(step: Step) -> Answer:
    """Return what a button does: nothing any more if no report is open."""

    def answer(argument: str, situation: Situation) -> Decision | None:
        report = read_report(situation.care.form)
        return step(argument, report, situation) if report else None

    return answer


_STEPS: dict[str, Step] = {
    "report_programme": _programme,
    "report_now": _now,
    "report_day": _day,
    "report_at": _at,
    "report_other_time": _other_time,
    "report_other_person": _other_person,
    "report_for": _for,
    "report_yes": _yes,
    "report_no": _no,
    "report_agree": _agree,
    "report_decline": _decline,
}

COMMANDS: Answers = {}
TAPS: Answers = {action: _of_open_report(step) for action, step in _STEPS.items()}
FORMS: Answers = {FLOW: _typed}
TOPICS: Topics = {TOPIC: _told}
