"""What an answer of staff leads to while they register a session: the next question, or the same one with a reason."""

from datetime import UTC, date, datetime, time
from typing import Any

from bot.aftercare.local_time import at_local
from bot.aftercare.registration import MOST_SESSIONS, Misplaced, is_course, misplaced, next_misplaced
from bot.conversation.care.draft import Draft
from bot.conversation.care.registering_screens import MISPLACED, question, which_half
from bot.conversation.care.situation import Situation
from bot.conversation.care.typed_time import TwoHalves, Typed
from bot.conversation.decisions import Decision, KeepForm
from bot.conversation.screens import Line

TOPIC = "register_session"
_LAST_MINUTE = time(23, 59)


def ask(draft: Draft, situation: Situation, *, above: Line | None = None) -> Decision:
    """Return the question that a draft stands at, and keep the draft."""
    return situation.say(question(draft, situation, above=above), KeepForm(form=draft.form), topic=TOPIC)


def with_course(draft: Draft, number: int | None, total: int | None, situation: Situation) -> Decision:
    """Return what follows from the number and the total; an unknown total is asked for."""
    if not is_course(number, total):
        return ask(draft, situation, above=Line(key="register_course_wrong", params={"most": MOST_SESSIONS}))
    answers: dict[str, Any] = {"number": number, "total": total, "at": None, "next_at": None, "day": None}
    return ask(draft.asking("total" if number and not total else "time", **answers), situation)


def with_time(found: Typed, draft: Draft, situation: Situation) -> Decision:
    """Return what follows from a time, of this session or of the next: a check, a question back, or why not."""
    match found:
        case TwoHalves():
            kept = draft.asking("half", day=None)
            return situation.say(which_half(found, situation), KeepForm(form=kept.form), topic=TOPIC)
        case datetime():
            at = found.astimezone(UTC).replace(microsecond=0)
            of_next = {"next_at": at, "of_next": False} if draft.of_next else {"at": at, "next_at": None}
            answered = draft.asking("check", day=None, **of_next)
        case date():
            # Nobody is asked the hour of a day that cannot be.
            at = at_local(found, _LAST_MINUTE, situation.zone)
            answered = draft.asking("hour", day=found)
    if fault := _fault(at, draft, situation):
        return ask(draft.asking("time", day=None), situation, above=Line(key=MISPLACED[fault]))
    return ask(answered, situation)


def _fault(at: datetime, draft: Draft, situation: Situation) -> Misplaced | None:
    if draft.of_next and draft.at:
        return next_misplaced(at, draft.at, situation.now)
    return misplaced(at, situation.now)
