"""The clinic is asked to move an appointment: a wish in the patient's words, echoed, sent. Nothing is moved by that."""

from bot.aftercare.sessions import Session
from bot.conversation.care.persons import is_an_answer
from bot.conversation.care.pieces import button
from bot.conversation.care.sessions import REMINDERS_ONLY, close_form
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import find_session, session_params
from bot.conversation.decisions import AskToMove, Decision, KeepForm
from bot.conversation.screens import Line, Screen

FLOW = "ask_to_move"
LONGEST_WISH = 300
"""Letters: what staff read at a glance."""


def _ask(argument: str, situation: Situation) -> Decision | None:
    """Ask which time would suit; only an appointment that is to come can be moved."""
    session = find_session(argument, situation)
    return _asking(session, situation, "wish_ask") if session and session.booked else None


def _typed(text: str, situation: Situation) -> Decision | None:
    """Echo the wish before it is sent."""
    session = find_session(str(situation.care.form.get("session")), situation)
    wish = " ".join(text.split())
    if session is None or not session.booked or not _is_a_wish(wish, situation):
        return None
    if len(wish) > LONGEST_WISH:
        return _asking(session, situation, "wish_too_long")
    echoed = Line(key="wish_confirm", params={**session_params(session, situation), "wish": wish})
    rows = (
        (button("wish_send_button", "session_wish", str(session.id)),),
        (button("wish_drop_button", "session", str(session.id)),),
    )
    screen = Screen(parts=(REMINDERS_ONLY, echoed), rows=rows)
    return situation.say(screen, _form(session, wish), topic="change_session")


def _send(argument: str, situation: Situation) -> Decision | None:
    """Hand the wish that was echoed to the clinic's staff."""
    session, form = find_session(argument, situation), situation.care.form
    wish = form.get("wish")
    is_this = form.get("flow") == FLOW and str(form.get("session")) == argument
    if session is None or not session.booked or not is_this or not isinstance(wish, str):
        return None
    said = Line(key="wish_sent", params=session_params(session, situation))
    ask = AskToMove(session_id=session.id, wish=wish)
    return situation.say(Screen(parts=(said,)), ask, *close_form(situation), topic="change_session")


def _asking(session: Session, situation: Situation, key: str) -> Decision:
    asked = Line(key=key, params=session_params(session, situation))
    rows = ((button("leave_it_button", "session", str(session.id)),),)
    screen = Screen(parts=(REMINDERS_ONLY, asked), rows=rows)
    return situation.say(screen, _form(session), topic="change_session")


def _is_a_wish(text: str, situation: Situation) -> bool:
    return is_an_answer(text, situation) and any(map(str.isalnum, text))


def _form(session: Session, wish: str | None = None) -> KeepForm:
    asks = "check" if wish else "wish"
    form: dict[str, str | int | None] = {"flow": FLOW, "asks": asks, "session": session.id}
    return KeepForm(form=form | ({"wish": wish} if wish else {}))


COMMANDS: Answers = {}
TAPS: Answers = {"session_ask": _ask, "session_wish": _send}
FORMS: Answers = {FLOW: _typed}
TOPICS: Topics = {}
