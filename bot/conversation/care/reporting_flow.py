"""What a patient who tells of a session is asked next, and what is kept in the end."""

from dataclasses import replace
from datetime import datetime, time

from bot.aftercare.local_time import at_local
from bot.aftercare.registration import Misplaced, misplaced
from bot.aftercare.sessions import Session
from bot.content.scope import PROGRAMMES
from bot.conversation.care.enrolled import about, changing, enrolled_screen, steps_told, told_before
from bot.conversation.care.persons import for_whom_screen, nickname_screen, nicknames
from bot.conversation.care.report import Question, Report, programmes_named
from bot.conversation.care.reporting_screens import (
    confirm,
    known_already,
    misplaced_phrase,
    own_word,
    which_programme,
    which_time,
)
from bot.conversation.care.situation import Situation
from bot.conversation.context import Context
from bot.conversation.decisions import AddSession, Decision, Effect, HoldSession, KeepForm
from bot.conversation.screens import Screen

TOPIC = "register_session"
END = KeepForm(form={})


def ask_on(report: Report, situation: Situation, context: Context | None = None) -> Decision:
    """Ask for the first thing that is missing; if nothing is, for a confirmation.

    `context` tells which treatments are in question while none is chosen.
    """
    if report.programme is None:
        programmes = programmes_named(context) if context else PROGRAMMES
        return ask("programme", report, which_programme(programmes), situation)
    if fault := _fault(report, situation):
        return ask_time(report.untimed(), situation, above=misplaced_phrase(fault))
    if report.at is None:
        return ask_time(report, situation)
    if report.person is None and nicknames(situation.care.recipient):
        return ask_for_whom(report, situation)
    session = _session(report, situation)
    told = _told_before(session, situation)
    if told and not _took_place(told, session):
        return say(situation, known_already(told, situation), END)
    report = replace(report, ahead=session.booked)
    return ask("confirm", report, confirm(report, session, situation), situation)


def ask_time(report: Report, situation: Situation, *, above: str | None = None) -> Decision:
    """Ask for what is missing of the time; `above` is a phrase that says what was wrong with it."""
    asks: Question = "half" if report.early else "hour" if report.day else "time"
    return ask(asks, report, which_time(report, situation, above=above), situation)


def ask_for_whom(report: Report, situation: Situation) -> Decision:
    """Ask whose session it is: somebody known, if anybody is."""
    recipient = situation.care.recipient
    if nicknames(recipient):
        return ask("person", report, for_whom_screen(recipient, "report_for"), situation)
    return ask("nickname", report, nickname_screen("report_for"), situation)


def ask(asks: Question, report: Report, screen: Screen, situation: Situation) -> Decision:
    """Show a question and keep the report that waits for its answer."""
    return say(situation, screen, KeepForm(form=replace(report, asks=asks).form))


def say(situation: Situation, screen: Screen, *effects: Effect) -> Decision:
    """Show a screen."""
    return situation.say(screen, *effects, topic=TOPIC)


def kept(report: Report, situation: Situation) -> Decision:
    """Keep a session that the patient confirmed; ask again if it was to come then and is over now."""
    session = _session(report, situation)
    told = _told_before(session, situation)
    if report.ahead != session.booked or _fault(report, situation) or (told and not _took_place(told, session)):
        return ask_on(report, situation)
    if told:
        session = replace(told, at=session.at, booked=False)
    screen = enrolled_screen(session, changing(situation, told), own_word(session), title="enrolled")
    effect: Effect
    if told:
        effect = HoldSession(session_id=told.id, at=session.at, told=steps_told(screen))
    else:
        effect = AddSession(
            programme=session.programme,
            at=session.at,
            area=session.area,
            person=session.person,
            booked=session.booked,
            told=steps_told(screen),
        )
    return replace(say(situation, screen, effect, END), context=about(session))


def _fault(report: Report, situation: Situation) -> Misplaced | None:
    at: datetime | None = report.at
    if at is None and report.day:
        at = at_local(report.day, time(12), situation.zone)
    return misplaced(at, situation.now) if at else None


def _session(report: Report, situation: Situation) -> Session:
    return report.session(situation.chat.chat_id, situation.now)


def _told_before(session: Session, situation: Situation) -> Session | None:
    return told_before(situation.care.recipient.sessions, session.programme, session.person, session.at)


def _took_place(told: Session, session: Session) -> bool:
    """Tell whether what is told is that a session which was booked took place."""
    return told.booked and not session.booked
