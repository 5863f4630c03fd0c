"""Which of a chat's reminders go together in one message, which go alone, and which wait for each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.aftercare.reminders import Reminder, Send, State, Status
from bot.aftercare.status import EXPIRED
from bot.aftercare.steps import Step

LATE = timedelta(hours=1)
"""A reminder that comes later than this after its time is late, and its step says what that means."""

TOGETHER = timedelta(minutes=30)
"""What is due within this time may wait for what comes last, or go with what comes first."""

NEXT_MESSAGE = timedelta(minutes=1)
"""After a message of its own, the next one follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A reminder that may be sent.

    Attributes:
        reminder: As it is stored.
        step: Its step in today's plan.
        due_at: Its time; it may lie a little ahead.
        never_early: It says that a wait is over, so it is not said before.
    """

    reminder: Reminder
    step: Step
    due_at: datetime
    never_early: bool = False

    def must_wait(self, now: datetime) -> bool:
        """Tell whether it would not be true yet."""
        return self.never_early and self.due_at > now


def wait_until(reminder: Reminder, at: datetime) -> Status:
    """Return that `reminder` is looked at again at `at`, or that it is missed if that is too late for it."""
    return EXPIRED if at > reminder.late_until else Status(state=State.PLANNED, due_at=at)


def in_company(ready: Sequence[Ready], now: datetime) -> dict[int, Send | Status]:
    """Return for each of these reminders of one chat (by id) that it is sent now, or until when it waits.

    What is due goes into one message, with what is almost due. If something that must not be early is almost due, all
    wait for it, but nothing of safety waits, and nothing until it is too late. A step that stands apart goes alone.
    """
    chosen = _chosen(ready, now)
    moment = _moment_for(chosen, now)
    decided: dict[int, Send | Status] = {}
    for each in ready:
        if each not in chosen:
            decided[each.reminder.id] = wait_until(each.reminder, max(each.due_at, now + NEXT_MESSAGE))
        elif moment > now or each.must_wait(now):
            decided[each.reminder.id] = wait_until(each.reminder, max(each.due_at, moment))
        else:
            decided[each.reminder.id] = Send(late=now - each.due_at > LATE)
    return decided


def _chosen(ready: Sequence[Ready], now: datetime) -> list[Ready]:
    """Return what goes into the next message: nothing as long as nothing is due."""
    due = [each for each in ready if each.due_at <= now]
    if not due:
        return []
    first = min(due, key=lambda each: (not each.step.safety, each.reminder.late_until, each.reminder.id))
    if not first.step.merges:
        return [first]
    near = [each for each in ready if each.step.merges and each.due_at - now <= TOGETHER]
    # One question a message: the buttons under it could mean either person.
    asking = first if first.step.check_in else next((each for each in near if each.step.check_in), None)
    return [each for each in near if not each.step.check_in or each is asking]


def _moment_for(chosen: Sequence[Ready], now: datetime) -> datetime:
    """Return the moment at which all of these can be said: now, if some cannot wait for the last of them."""
    last = max((each.due_at for each in chosen if each.must_wait(now)), default=now)
    can_wait = all(not each.step.safety and last <= each.reminder.late_until for each in chosen)
    return last if can_wait else now
