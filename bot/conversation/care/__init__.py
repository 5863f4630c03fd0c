"""The talks of the aftercare: which of them a command, a tap, a text or a topic belongs to.

Each module names what it answers: COMMANDS and TAPS by their names, FORMS by the flow of a form, TOPICS by topic.
"""

from bot.conversation.buttons import ForCare
from bot.conversation.care import (
    check_ins,
    choices,
    enrolling,
    everything,
    inviting,
    later,
    moving,
    personal,
    registering,
    reporting,
    sessions,
    staff_list,
    stopping,
    triage,
    upcoming,
    wishing,
    withdrawing,
)
from bot.conversation.care.situation import Desk, Situation
from bot.conversation.decisions import Decision
from bot.conversation.events import Commanded
from bot.conversation.understanding import Understanding

__all__ = ["COMMANDS", "Desk", "Situation", "asks_for_a_name", "on_command", "on_tap", "on_text", "on_topic"]

_TALKS = (
    check_ins, choices, enrolling, everything, inviting, later, moving, personal, registering, reporting, sessions,
    staff_list, stopping, triage, upcoming, wishing, withdrawing,
)  # fmt: skip
_ASKS_FOR_A_NAME = frozenset({"nickname", "named"})
COMMANDS = frozenset(name for talk in _TALKS for name in talk.COMMANDS)
_TAPS = {action: answer for talk in _TALKS for action, answer in talk.TAPS.items()}
_FORMS = {flow: answer for talk in _TALKS for flow, answer in talk.FORMS.items()}
_TOPICS = {topic: answer for talk in _TALKS for topic, answer in talk.TOPICS.items()}


def on_command(command: Commanded, situation: Situation) -> Decision | None:
    """Return what a command of the aftercare does; None for all others. /start belongs to whom its link is of."""
    answers = (talk.COMMANDS[command.name] for talk in _TALKS if command.name in talk.COMMANDS)
    decisions = (answer(command.argument, situation) for answer in answers)
    return next((decision for decision in decisions if decision), None)


def on_tap(target: ForCare, situation: Situation) -> Decision | None:
    """Return what a button of the aftercare does; None if nothing by its name, or of this patient, exists any more."""
    answer = _TAPS.get(target.action)
    return answer(target.argument, situation) if answer else None


def on_text(text: str, situation: Situation) -> Decision | None:
    """Return what a text means to the form that is being filled in; None if none is, or the text is something else."""
    answer = _FORMS.get(str(situation.care.form.get("flow")))
    return answer(text, situation) if answer else None


def asks_for_a_name(situation: Situation) -> bool:
    """Tell whether a form waits for a nickname: almost anything can be one, also what is meant as something else."""
    return situation.care.form.get("asks") in _ASKS_FOR_A_NAME


def on_topic(decision: Decision, understanding: Understanding, text: str, situation: Situation) -> Decision:
    """Return what a topic means to a patient whose sessions are known; the decision itself where that adds nothing."""
    answer = _TOPICS.get(decision.topic)
    return answer(decision, understanding, text, situation) if answer else decision
