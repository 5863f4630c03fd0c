"""Admins see who belongs to the clinic's people, and take somebody out: one button each, confirmed."""

from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import read_number
from bot.conversation.decisions import Decision, DismissStaff
from bot.conversation.screens import Choice, Screen
from bot.words.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE

_TOPIC = "human"


def _show(_argument: str, situation: Situation) -> Decision | None:
    if situation.care.role != "admin":
        return None
    members = _others(situation)
    if not members:
        return situation.say(Screen(parts=(line("staff_alone", invite=_isolated("/invite")),)), topic=_TOPIC)
    rows = tuple((_member(each),) for each in members)
    return situation.say(Screen(parts=(line("staff_list"),), rows=rows), topic=_TOPIC)


def _ask(argument: str, situation: Situation) -> Decision | None:
    """Ask before anybody is taken out."""
    member = _found(argument, situation)
    if member is None:
        return None
    rows = (
        (button("staff_dismiss_yes_button", "staff_dismissed", str(member)),),
        (button("staff_dismiss_no_button", "staff"),),
    )
    screen = Screen(parts=(line("staff_dismiss_ask", member=_shown(member)),), rows=rows)
    return situation.say(screen, topic=_TOPIC)


def _dismiss(argument: str, situation: Situation) -> Decision | None:
    member = _found(argument, situation)
    if member is None:
        return None
    screen = Screen(
        parts=(line("staff_dismissed", member=_shown(member)),), rows=((button("staff_back_button", "staff"),),)
    )
    return situation.say(screen, DismissStaff(user_id=member), topic=_TOPIC)


def _found(argument: str, situation: Situation) -> int | None:
    """Return the member that a button names; nobody takes out themselves, and only admins anybody."""
    number = read_number(argument) if situation.care.role == "admin" else None
    return number if number in _others(situation) else None


def _others(situation: Situation) -> tuple[int, ...]:
    return tuple(each for each in situation.care.members if each != situation.chat.chat_id)


def _member(member: int) -> Choice:
    return button(line("staff_member_button", member=_shown(member)), "staff_dismiss", str(member))


def _shown(member: int) -> str:
    # Telegram shows it so, too; no other name of them is stored.
    return _isolated(str(member))


def _isolated(text: str) -> str:
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


COMMANDS: Answers = {"staff": _show}
TAPS: Answers = {"staff": _show, "staff_dismiss": _ask, "staff_dismissed": _dismiss}
FORMS: Answers = {}
TOPICS: Topics = {}
