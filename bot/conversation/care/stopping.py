"""Reminders stopped, paused and wanted again: all of them or one kind, by words and by buttons."""

from dataclasses import replace
from datetime import timedelta

from bot.aftercare.local_time import at_local
from bot.aftercare.reminders import FOR_GOOD, KINDS, Kind
from bot.conversation.care.later import put_off
from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.upcoming import paused_lines
from bot.conversation.decisions import ChooseKinds, Decision, Effect, Pause, SayTopic
from bot.conversation.screens import Choice, Line, Named, Screen
from bot.conversation.understanding import Understanding
from bot.words.reminder_kinds import kinds_meant, means_all, means_later

_PAUSES = {"week": timedelta(days=7), "month": timedelta(days=30)}
_ALL = "all"


def _stop(argument: str, situation: Situation) -> Decision | None:
    """Stop all reminders or one kind; without an argument, ask which."""
    if not situation.care.recipient.sessions:
        return None
    if argument == "":
        return situation.say(_which(situation))
    if argument == _ALL:
        screen, effects = _stopped()
        return situation.say(screen, *effects, topic="stop_reminders")
    kind = _kind(argument)
    if kind is None:
        return None
    screen, effects = _kind_stopped(kind, situation)
    return situation.say(screen, *effects, topic="stop_reminders")


def _resume(argument: str, situation: Situation) -> Decision | None:
    """Send all reminders again, or one kind."""
    recipient = situation.care.recipient
    if not recipient.sessions:
        return None
    if argument == _ALL:
        screen, effects = _resumed(situation)
        return situation.say(screen, *effects, topic="resume_reminders")
    kind = _kind(argument)
    if kind is None:
        return None
    screen = Screen(
        parts=(Line(key="kind_resumed", params={"kind": _name(kind)}), *_paused_all_the_same(situation)),
        rows=((_to_the_list(),),),
    )
    return situation.say(screen, ChooseKinds(stopped=recipient.stopped - {kind}), topic="resume_reminders")


def _pause(argument: str, situation: Situation) -> Decision | None:
    """Send nothing for a week or a month."""
    length = _PAUSES.get(argument)
    if length is None or not situation.care.recipient.sessions:
        return None
    local = situation.now.astimezone(situation.zone)
    until = at_local(local.date() + length, local.time().replace(second=0, microsecond=0), situation.zone)
    said = Line(key="reminders_paused_now", params={"until": situation.at(until)})
    return situation.say(Screen(parts=(said,), rows=((_undo(),),)), Pause(until=until), topic="stop_reminders")


def _asked_to_stop(decision: Decision, understood: Understanding, text: str, situation: Situation) -> Decision:
    """Stop the kind that is named, or all if that is what is meant; else ask: nothing stops that was not meant."""
    if not isinstance(decision.say, SayTopic) or not situation.care.recipient.sessions:
        return decision
    if means_later(text) and (later := put_off(decision, understood, text, situation)):
        return later
    match sorted(kinds_meant(text)):
        case [kind]:
            screen, effects = _kind_stopped(kind, situation)
        case [] if means_all(text):
            screen, effects = _stopped()
        case _:
            screen, effects = _which(situation), ()
    return replace(decision, say=screen, effects=(*decision.effects, *effects))


def _asked_to_resume(decision: Decision, understood: Understanding, text: str, situation: Situation) -> Decision:
    """Send them again, or the last one later: "remind me in an hour"."""
    if not isinstance(decision.say, SayTopic) or not situation.care.recipient.sessions:
        return decision
    if later := put_off(decision, understood, text, situation):
        return later
    screen, effects = _resumed(situation)
    return replace(decision, say=screen, effects=(*decision.effects, *effects))


def _kind_stopped(kind: Kind, situation: Situation) -> tuple[Screen, tuple[Effect, ...]]:
    undo = button("resume_kind_button", "resume", kind)
    more = button("stop_all_button", "stop", _ALL)
    screen = Screen(parts=(Line(key="kind_stopped", params={"kind": _name(kind)}),), rows=((undo,), (more,)))
    return screen, (ChooseKinds(stopped=situation.care.recipient.stopped | {kind}),)


def _stopped() -> tuple[Screen, tuple[Effect, ...]]:
    instead = button("stop_kind_button", "stop")
    screen = Screen(parts=(Line(key="reminders_stopped_now"),), rows=((_undo(),), (instead,)))
    return screen, (Pause(until=FOR_GOOD),)


def _resumed(situation: Situation) -> tuple[Screen, tuple[Effect, ...]]:
    recipient = situation.care.recipient
    paused = recipient.is_paused(situation.now)
    kinds = (ChooseKinds(stopped=frozenset()),) if recipient.stopped else ()
    said = "reminders_resumed" if paused or kinds else "reminders_already_on"
    screen = Screen(parts=(Line(key=said),), rows=((_to_the_list(),),))
    return screen, (*((Pause(until=None),) if paused else ()), *kinds)


def _which(situation: Situation) -> Screen:
    stopped = situation.care.recipient.stopped
    kinds = tuple((_switch(kind, "resume" if kind in stopped else "stop"),) for kind in KINDS)
    pauses = tuple(button(f"pause_{length}_button", "pause", length) for length in _PAUSES)
    stop_all = button("stop_all_button", "stop", _ALL)
    return Screen(parts=(Line(key="kinds_ask"),), rows=(*kinds, pauses, (stop_all,)))


def _switch(kind: Kind, action: str) -> Choice:
    return button(line(f"kind_{action}_button", kind=_name(kind)), action, kind)


def _paused_all_the_same(situation: Situation) -> tuple[Line, ...]:
    if situation.care.recipient.is_paused_for_good:
        return (Line(key="reminders_stopped"),)
    return paused_lines(situation)


def _undo() -> Choice:
    return button("resume_all_button", "resume", _ALL)


def _to_the_list() -> Choice:
    return button("my_reminders_button", "reminders")


def _kind(argument: str) -> Kind | None:
    return next((kind for kind in KINDS if kind == argument), None)


def _name(kind: Kind) -> Named:
    return Named(kind="phrase", id=f"kind_{kind}")


COMMANDS: Answers = {}
TAPS: Answers = {"stop": _stop, "resume": _resume, "pause": _pause}
FORMS: Answers = {}
TOPICS: Topics = {"stop_reminders": _asked_to_stop, "resume_reminders": _asked_to_resume}
