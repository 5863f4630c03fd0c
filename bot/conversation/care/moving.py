"""A session gets another time, for reminders only: asked, typed, echoed, confirmed."""

from datetime import date, datetime
from typing import Literal

from bot.aftercare.registration import LONGEST_AGO, LONGEST_AHEAD
from bot.aftercare.sessions import Session
from bot.conversation.care.persons import is_an_answer
from bot.conversation.care.pieces import button, line
from bot.conversation.care.sessions import REMINDERS_ONLY, close_form
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.times import read_written, written
from bot.conversation.care.typed_time import TwoHalves, looks_like_a_time, read_typed
from bot.conversation.care.whose import find_session, session_params
from bot.conversation.decisions import Decision, KeepForm, MoveSession
from bot.conversation.screens import Line, Param, Screen

Misplaced = Literal["not_ahead", "too_far_ahead", "not_past", "too_long_ago", "the_same"]
"""Why a session cannot be moved to a time: one that is booked lies ahead, one that took place does not."""

FLOW = "move_session"


def _ask(argument: str, situation: Situation) -> Decision | None:
    session = find_session(argument, situation)
    return _asking(session, situation, "moving_ask") if session else None


def _typed(text: str, situation: Situation) -> Decision | None:
    """Read a typed time; what is no time at all is left to others, as a question."""
    form = situation.care.form
    session = find_session(str(form.get("session")), situation)
    if session is None or not is_an_answer(text, situation):
        return None
    match read_typed(text, situation, day=_read_day(form.get("day"))):
        case None:
            return _asking(session, situation, "moving_unclear") if looks_like_a_time(text) else None
        case TwoHalves(earlier=earlier, later=later):
            return _ask_which_half(session, (earlier, later), situation)
        case datetime() as at:
            return _echo(session, at, situation)
        case day:
            return _ask_hour(session, day, situation)


def _picked(argument: str, situation: Situation) -> Decision | None:
    """Echo one of the two halves of the day that were offered."""
    found = _read(argument, situation)
    return _echo(*found, situation) if found else None


def _move(argument: str, situation: Situation) -> Decision | None:
    """Move the session to the time that was echoed, if it still can be there."""
    found = _read(argument, situation)
    if found is None:
        return None
    session, at = found
    if why := _misplaced(session, at, situation):
        return _asking(session, situation, f"moving_{why}")
    said = Line(key="moved", params={**session_params(session, situation), "at": situation.at(at)})
    screen = Screen(parts=(REMINDERS_ONLY, said), rows=((button("my_reminders_button", "reminders"),),))
    move = MoveSession(session_id=session.id, at=at)
    return situation.say(screen, move, *close_form(situation), topic="change_session")


def _echo(session: Session, at: datetime, situation: Situation) -> Decision:
    if why := _misplaced(session, at, situation):
        return _asking(session, situation, f"moving_{why}")
    params: dict[str, Param | None] = {
        **session_params(session, situation),
        "old": situation.at(session.at),
        "new": situation.at(at),
    }
    rows = (
        (button("moving_yes_button", "session_moved", f"{session.id}:{written(at)}"),),
        (button("leave_it_button", "session", str(session.id)),),
    )
    asked = Line(key="moving_confirm", params=params)
    return situation.say(Screen(parts=(REMINDERS_ONLY, asked), rows=rows), topic="change_session")


def _misplaced(session: Session, at: datetime, situation: Situation) -> Misplaced | None:
    if at == session.at:
        return "the_same"
    if session.booked:
        if at <= situation.now:
            return "not_ahead"
        return "too_far_ahead" if at > situation.now + LONGEST_AHEAD else None
    if at > situation.now:
        return "not_past"
    return "too_long_ago" if at < situation.now - LONGEST_AGO else None


def _asking(session: Session, situation: Situation, key: str) -> Decision:
    """Ask for the time, with what was wrong with the one before."""
    example = Line(key="moving_example_ahead" if session.booked else "moving_example_past")
    parts = (REMINDERS_ONLY, Line(key=key, params=session_params(session, situation)), example)
    rows = ((button("leave_it_button", "session", str(session.id)),),)
    return situation.say(Screen(parts=parts, rows=rows), _form(session), topic="change_session")


def _ask_hour(session: Session, day: date, situation: Situation) -> Decision:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=situation.zone)
    asked = Line(key="moving_hour_ask", params={"day": situation.at(noon, day_only=True)})
    form = _form(session, day)
    return situation.say(Screen(parts=(REMINDERS_ONLY, asked)), form, topic="change_session")


def _ask_which_half(session: Session, halves: tuple[datetime, datetime], situation: Situation) -> Decision:
    rows = tuple(
        (button(line("moment_button", at=situation.at(half)), "session_to", f"{session.id}:{written(half)}"),)
        for half in halves
    )
    return situation.say(Screen(parts=(REMINDERS_ONLY, Line(key="moving_half_ask")), rows=rows), topic="change_session")


def _form(session: Session, day: date | None = None) -> KeepForm:
    asks = "hour" if day else "time"
    form: dict[str, str | int | None] = {"flow": FLOW, "asks": asks, "session": session.id}
    return KeepForm(form=form | ({"day": day.isoformat()} if day else {}))


def _read_day(kept: str | int | None) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else None


def _read(argument: str, situation: Situation) -> tuple[Session, datetime] | None:
    number, _, seconds = argument.partition(":")
    session, at = find_session(number, situation), read_written(seconds)
    return (session, at) if session and at else None


COMMANDS: Answers = {}
TAPS: Answers = {"session_move": _ask, "session_to": _picked, "session_moved": _move}
FORMS: Answers = {FLOW: _typed}
TOPICS: Topics = {}
