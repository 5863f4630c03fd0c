"""How a patient is: the one-tap answers to a check-in, and what follows from "worse"."""

from typing import Final, Literal

from bot.aftercare.reminders import Reminder
from bot.conversation.buttons import ForCare
from bot.conversation.care.pieces import button, call_me, in_rows
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.whose import read_number, treatment, whose
from bot.conversation.decisions import UNNAMED, Decision, KeepCheckIn, RaiseAlarm
from bot.conversation.screens import Choice, Line, Named, Part, Screen, StepText, TopicText

SYMPTOMS = (
    *("redness", "swelling", "bruising", "pain", "itching", "bumps", "fever", "pus", "discoloration", "nodules"),
)
OTHER = "other"
_WORSE: Final = "worse"


def _fine(argument: str, situation: Situation) -> Decision | None:
    return _answered(argument, situation, "fine")


def _not_sure(argument: str, situation: Situation) -> Decision | None:
    return _answered(argument, situation, "not_sure")


def _answered(argument: str, situation: Situation, answer: Literal["fine", "not_sure"]) -> Decision | None:
    """Answer as fits the day that was asked about; the first answer counts."""
    reminder = _tapped(argument, situation)
    if reminder is None or not _asks_how_they_are(reminder, situation):
        return None
    worse = button("worse_button", _WORSE, str(reminder.id))
    rows = ((worse,), (call_me(),)) if answer == "not_sure" else ()
    if situation.care.checked_in is not None:
        return situation.say(Screen(parts=(Line(key="check_in_thanks"),), rows=rows), topic="symptom_report")
    screen = Screen(parts=(_fitting(reminder, situation, answer),), rows=rows)
    return situation.say(screen, KeepCheckIn(reminder_id=reminder.id, answer=answer), topic="symptom_report")


def _fitting(reminder: Reminder, situation: Situation, answer: Literal["fine", "not_sure"]) -> Part:
    """Return the plan's words for that day; once they are out of date, none that call anything expected."""
    if situation.now > reminder.late_until:
        return Line(key="check_in_late", params={"day": situation.at(reminder.due_at, day_only=True)})
    return StepText(programme=reminder.session.programme, step=reminder.step, part=answer)


def _worse(argument: str, situation: Situation) -> Decision | None:
    """Ask which symptom it is, with the numbers to call; the clinic has the alarm at once, named or not."""
    reminder = _tapped(argument, situation)
    if reminder is None:
        return None
    choices = [_symptom(reminder, each, Named(kind="symptom", id=each)) for each in SYMPTOMS]
    choices.append(_symptom(reminder, OTHER, Line(key="symptom_other_button")))
    rows = in_rows(choices, 2)
    params = {
        "treatment": treatment(reminder.session.programme),
        "person": whose(reminder.session, situation.care.recipient),
    }
    screen = Screen(parts=(Line(key="worse_ask", params=params),), rows=rows)
    raised = KeepCheckIn(reminder_id=reminder.id, answer=_WORSE), _alarm(reminder, UNNAMED)
    kept = () if situation.care.checked_in == _WORSE else raised
    return situation.say(screen, *kept, topic="symptom_report")


def _named(argument: str, situation: Situation) -> Decision | None:
    """Show what is to be done about a symptom, and have the clinic look at this patient."""
    number, _, symptom = argument.partition(":")
    reminder = _tapped(number, situation)
    if reminder is None or symptom not in {*SYMPTOMS, OTHER}:
        return None
    values = {} if symptom == OTHER else {"symptom": (symptom,)}
    about = TopicText(topic="symptom_report", programme=reminder.session.programme, values=values)
    return situation.say(
        Screen(parts=(about, Line(key="worse_told")), rows=((call_me(),),)),
        KeepCheckIn(reminder_id=reminder.id, answer=_WORSE),
        _alarm(reminder, symptom),
        topic="symptom_report",
    )


def _tapped(number: str, situation: Situation) -> Reminder | None:
    tapped = situation.care.tapped
    return tapped if tapped and tapped.id == read_number(number) else None


def _asks_how_they_are(reminder: Reminder, situation: Situation) -> bool:
    """Tell whether today's plan still has words for the answer."""
    step = situation.desk.planner.step(reminder.session.programme, reminder.step)
    return step is not None and step.check_in


def _alarm(reminder: Reminder, symptom: str) -> RaiseAlarm:
    return RaiseAlarm(symptom=symptom, session_id=reminder.session.id)


def _symptom(reminder: Reminder, symptom: str, label: Line | Named) -> Choice:
    return Choice(label=label, target=ForCare(action="symptom", argument=f"{reminder.id}:{symptom}"))


COMMANDS: Answers = {}
TAPS: Answers = {"fine": _fine, "not_sure": _not_sure, "worse": _worse, "symptom": _named}
FORMS: Answers = {}
TOPICS: Topics = {}
