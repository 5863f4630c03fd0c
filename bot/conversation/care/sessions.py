"""A patient's sessions: shown, with what can be done about each. All of it changes reminders only."""

from collections.abc import Sequence
from dataclasses import replace

from bot.aftercare.sessions import Session
from bot.conversation.care.pieces import button, call_me, with_menu
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import find_session, session_params, treatment
from bot.conversation.decisions import CancelSession, Decision, KeepForm, SayTopic
from bot.conversation.screens import Choice, Line, Param, Screen
from bot.conversation.understanding import Understanding

REMINDERS_ONLY = Line(key="sessions_reminders_only")
"""The first line of all that is said here: the appointment at the clinic stays as it is."""
FORMS_OF_SESSIONS = frozenset({"move_session", "ask_to_move"})
_MOST = 8


def close_form(situation: Situation) -> tuple[KeepForm, ...]:
    """Return what ends a form about a session, if one is open."""
    return (KeepForm(form={}),) if situation.care.form.get("flow") in FORMS_OF_SESSIONS else ()


def _show(_argument: str, situation: Situation) -> Decision:
    return situation.say(_screen(situation), *close_form(situation), topic="change_session")


def _show_one(argument: str, situation: Situation) -> Decision | None:
    session = find_session(argument, situation)
    if session is None:
        return None
    return situation.say(_one(session, situation), *close_form(situation), topic="change_session")


def _asked_to_change(decision: Decision, _understood: Understanding, _text: str, situation: Situation) -> Decision:
    if not isinstance(decision.say, SayTopic) or not situation.care.recipient.sessions:
        return decision
    return replace(decision, say=_screen(situation))


def _asked_for_next(decision: Decision, _understood: Understanding, _text: str, situation: Situation) -> Decision:
    coming = [each for each in _in_order(situation) if each.booked and each.at > situation.now]
    if not isinstance(decision.say, SayTopic) or not coming:
        return decision
    lines = tuple(_next_line(each, situation) for each in coming[:_MOST])
    rows = ((button("sessions_button", "sessions"),),)
    return replace(decision, say=Screen(parts=(*lines, Line(key="next_session_ask_clinic")), rows=rows))


def _ask_whether_to_cancel(argument: str, situation: Situation) -> Decision | None:
    session = find_session(argument, situation)
    if session is None:
        return None
    asked = Line(key="cancelling_ask", params=session_params(session, situation))
    rows = (
        (button("cancelling_yes_button", "session_dropped", str(session.id)),),
        (button("leave_it_button", "session", str(session.id)),),
    )
    return situation.say(Screen(parts=(REMINDERS_ONLY, asked), rows=rows), topic="change_session")


def _cancel(argument: str, situation: Situation) -> Decision | None:
    session = find_session(argument, situation)
    if session is None:
        return None
    key = "cancelled_booked" if session.booked else "cancelled_held"
    said = Line(key=key, params=session_params(session, situation))
    screen = Screen(parts=(REMINDERS_ONLY, said))
    cancel = CancelSession(session_id=session.id)
    return situation.say(screen, cancel, *close_form(situation), topic="change_session")


def _screen(situation: Situation) -> Screen:
    shown = _in_order(situation)[:_MOST]
    match shown:
        case []:
            return with_menu(REMINDERS_ONLY.key, Line(key="sessions_none"))
        case [session]:
            return _one(session, situation)
    lines = tuple(_line(each, situation) for each in shown)
    return Screen(
        parts=(REMINDERS_ONLY, *lines, Line(key="sessions_which")),
        rows=(*((_chooser(each, situation),) for each in shown), (call_me(),)),
    )


def _one(session: Session, situation: Situation) -> Screen:
    """Return one session with its buttons; only one that is to come can be moved by the clinic."""
    number = str(session.id)
    change = (
        button("session_move_button", "session_move", number),
        button("session_cancel_button", "session_drop", number),
    )
    ask = ((button("session_ask_button", "session_ask", number),),) if session.booked else ()
    parts = (REMINDERS_ONLY, _line(session, situation), Line(key="sessions_phone"))
    return Screen(parts=parts, rows=(change, *ask, (call_me(),)))


def _in_order(situation: Situation) -> Sequence[Session]:
    """Return what is to come, soonest first, and then what took place, the last first."""
    sessions = situation.care.recipient.sessions
    coming = sorted((each for each in sessions if each.booked), key=lambda each: each.at)
    return [*coming, *sorted((each for each in sessions if not each.booked), key=lambda each: each.at, reverse=True)]


def _line(session: Session, situation: Situation) -> Line:
    known = session.number is not None and session.total is not None
    course = {"number": session.number, "total": session.total} if known else {"number": None, "total": None}
    key = "session_booked" if session.booked else "session_held"
    return Line(key=key, params={**session_params(session, situation), **course})


def _next_line(session: Session, situation: Situation) -> Line:
    key = "next_session_as_told" if session.self_reported else "next_session_booked"
    return Line(key=key, params=session_params(session, situation))


def _chooser(session: Session, situation: Situation) -> Choice:
    params: dict[str, Param | None] = {
        "treatment": treatment(session.programme),
        "day": situation.at(session.at, day_only=True),
    }
    return button(Line(key="session_button", params=params), "session", str(session.id))


COMMANDS: Answers = {"session": _show}
TAPS: Answers = {
    "sessions": _show,
    "session": _show_one,
    "session_drop": _ask_whether_to_cancel,
    "session_dropped": _cancel,
}
FORMS: Answers = {}
TOPICS: Topics = {"change_session": _asked_to_change, "next_session": _asked_for_next}
