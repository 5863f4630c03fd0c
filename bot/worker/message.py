"""What a reminder says: the plan's text of today, whose it is, after which session, and its buttons."""

from collections.abc import Sequence

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Claimed, Reminder
from bot.aftercare.sessions import Session
from bot.conversation.buttons import ForCare
from bot.conversation.screens import At, Choice, Line, Named, Param, Part, Screen, StepText


def message_of(claimed: Claimed, chosen: Sequence[Reminder], planner: Planner) -> Screen:
    """Return one message for the reminders of one chat that are sent together (one at least)."""
    several = _must_be_told_apart(claimed, chosen)
    parts: list[Part | tuple[Part, ...]] = []
    for session in _sessions(chosen):
        if several or session.person:
            parts.append(_heading(session, claimed))
        parts.extend(
            StepText(programme=session.programme, step=each.step) for each in chosen if each.session.id == session.id
        )
    return Screen(parts=tuple(parts), rows=tuple(_rows(chosen, planner)))


def _must_be_told_apart(claimed: Claimed, chosen: Sequence[Reminder]) -> bool:
    """Tell whether the patient may wonder which session is meant: there are several courses, or several at once."""
    courses = {(session.person, session.programme) for session in claimed.recipient.sessions}
    return len(courses) > 1 or len(_sessions(chosen)) > 1


def _sessions(chosen: Sequence[Reminder]) -> list[Session]:
    return list({each.session.id: each.session for each in chosen}.values())


def _heading(session: Session, claimed: Claimed) -> Line:
    params: dict[str, Param] = {
        "treatment": Named(kind="programme", id=session.programme),
        "day": At(at=session.at, zone=claimed.recipient.zone, day_only=True),
    }
    if session.person:
        return Line(key="reminder_of_person", params={**params, "person": session.person})
    return Line(key="reminder_of_session", params=params)


def _rows(chosen: Sequence[Reminder], planner: Planner) -> list[tuple[Choice, ...]]:
    rows = []
    asking = next((each for each in chosen if _asks(each, planner)), None)
    if asking:
        rows.append(tuple(_choice(answer, asking, f"{answer}_button") for answer in ("fine", "not_sure", "worse")))
    rows.append((_choice("later", chosen[0], "remind_later_button"),))
    return rows


def _asks(reminder: Reminder, planner: Planner) -> bool:
    step = planner.step(reminder.session.programme, reminder.step)
    return step is not None and step.check_in


def _choice(action: str, reminder: Reminder, label: str) -> Choice:
    return Choice(label=Line(key=label), target=ForCare(action=action, argument=str(reminder.id)))
