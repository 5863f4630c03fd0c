"""The reminders that are to come, and what can be done with each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aftercare.reminders import KINDS, Reminder
from bot.content.scope import Programme
from bot.conversation.care.pieces import button, with_menu
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import treatment, whose
from bot.conversation.decisions import Decision, SayTopic
from bot.conversation.screens import Line, Named, Screen
from bot.conversation.understanding import Understanding

_MOST = 8
"""More would be scrolled past."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Coming:
    reminder: Reminder
    at: datetime


def reminders_screen(situation: Situation) -> Screen:
    """Return what is to come, whether it is stopped, and the buttons for both."""
    recipient = situation.care.recipient
    if not recipient.sessions:
        return with_menu("reminders_none")
    resume = (button("resume_all_button", "resume", "all"),)
    if recipient.is_paused_for_good:
        return Screen(parts=(Line(key="reminders_stopped"),), rows=(resume,))
    coming = _still_to_come(situation)
    shown = tuple(_line(each, situation) for each in coming[:_MOST])
    more = (Line(key="reminders_more"),) if len(coming) > _MOST else ()
    listed = (Line(key="reminders_coming"), *shown, *more) if coming else Line(key="reminders_nothing_coming")
    later = button("later_next_button", "later", str(coming[0].reminder.id)) if coming else None
    stop = (
        button("stop_all_button", "stop", "all"),
        button("stop_kind_button", "stop"),
    )
    switched_off = tuple(_switched_off(situation))
    return Screen(
        parts=(listed, *switched_off, Line(key="reminders_how_to_stop")),
        rows=(*(((later,),) if later else ()), stop, *((resume,) if switched_off else ())),
    )


def paused_lines(situation: Situation) -> tuple[Line, ...]:
    """Return the line that says until when nothing is sent, if there is a pause."""
    recipient = situation.care.recipient
    if recipient.paused_until is None or not recipient.is_paused(situation.now):
        return ()
    return (Line(key="reminders_paused", params={"until": situation.at(recipient.paused_until)}),)


def _show(_argument: str, situation: Situation) -> Decision:
    return situation.say(reminders_screen(situation))


def _asked(decision: Decision, _understood: Understanding, _text: str, situation: Situation) -> Decision:
    if not isinstance(decision.say, SayTopic) or not situation.care.recipient.sessions:
        return decision
    return replace(decision, say=reminders_screen(situation))


def _still_to_come(situation: Situation) -> list[_Coming]:
    """Return what will be sent as things stand: nothing of a stopped kind, nothing that is too late after a pause."""
    recipient = situation.care.recipient
    opens = max(recipient.paused_until or situation.now, situation.now)
    found = [
        _Coming(reminder=reminder, at=max(reminder.due_at, opens))
        for reminder in situation.care.upcoming
        if reminder.kind not in recipient.stopped and reminder.late_until >= opens
    ]
    return sorted(found, key=lambda coming: coming.at)


def _line(coming: _Coming, situation: Situation) -> Line:
    reminder, session = coming.reminder, coming.reminder.session
    programmes = {each.programme for each in situation.care.recipient.sessions}
    activity = _activity(session.programme, reminder.step, situation)
    return Line(
        key="reminder_of_wait" if activity else f"reminder_of_{reminder.kind}",
        params={
            "at": situation.at(coming.at),
            **({"activity": activity} if activity else {}),
            "treatment": treatment(session.programme) if len(programmes) > 1 else None,
            "person": whose(session, situation.care.recipient),
        },
    )


def _activity(programme: Programme, step_id: str, situation: Situation) -> Named | None:
    """Return what is allowed again with a step: the first activity that waits for the step's fact."""
    planner = situation.desk.planner
    step = planner.step(programme, step_id)
    waits = planner.activity_waits.get(programme, {})
    found = next((activity for activity, waits_for in waits.items() if step and waits_for == step.fact), None)
    return Named(kind="activity", id=found) if found else None


def _switched_off(situation: Situation) -> Iterator[Line]:
    yield from paused_lines(situation)
    for kind in KINDS:
        if kind in situation.care.recipient.stopped:
            yield Line(key="reminders_kind_stopped", params={"kind": Named(kind="phrase", id=f"kind_{kind}")})


COMMANDS: Answers = {"reminders": _show}
TAPS: Answers = {"reminders": _show}
FORMS: Answers = {}
TOPICS: Topics = {"my_reminders": _asked}
