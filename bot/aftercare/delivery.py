"""Whether a reminder that is due still makes sense, and whether the moment is right: asked just before sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.aftercare.company import LATE, Ready, in_company, wait_until
from bot.aftercare.overtaken import overtaken
from bot.aftercare.plan import applies
from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Jitter, spread
from bot.aftercare.reminders import Claimed, Recipient, Reminder, Send, State, Status
from bot.aftercare.sessions import Session
from bot.aftercare.status import EXPIRED
from bot.aftercare.steps import Step

AFTER_TALK = timedelta(minutes=10)
"""Nobody is reminded this soon after they wrote or tapped."""


def decide_delivery(
    claimed: Claimed, planner: Planner, *, now: datetime, jitter: Jitter = spread
) -> dict[int, Send | Status]:
    """Return for each of the claimed reminders (by id) that it is sent now, or what becomes of it instead.

    All that are to be sent form one message. Without a Send among them nothing is sent.

    Args:
        claimed: Reminders of one chat, due or almost due, and what is known of it at this moment.
        planner: The clinic's plan of today.
        now: The time, aware.
        jitter: As for `plan_reminders`.
    """
    view = _View(recipient=claimed.recipient, planner=planner, now=now, jitter=jitter)
    found = {reminder.id: _look_at(reminder, view) for reminder in claimed.reminders}
    ready = [each for each in found.values() if isinstance(each, Ready)]
    decided: dict[int, Send | Status] = {number: each for number, each in found.items() if isinstance(each, Status)}
    return decided | in_company(ready, now)


@dataclass(frozen=True, kw_only=True, slots=True)
class _View:
    """What a look at any reminder of the claim needs."""

    recipient: Recipient
    planner: Planner
    now: datetime
    jitter: Jitter

    def opens(self, at: datetime, reminder: Reminder) -> datetime:
        """Return the first moment from `at` on at which the reminder disturbs nobody's night."""
        jitter = self.jitter(str(self.recipient.chat_id))
        return self.planner.quiet.next_slot(at, self.recipient.zone, jitter=jitter, latest=reminder.late_until)

    def after_talk(self) -> datetime:
        """Return the first moment from now on that is not within the patient's own talk."""
        last = self.recipient.last_turn_at
        # Two clocks may disagree about what came first.
        return self.now if last is None or abs(self.now - last) >= AFTER_TALK else last + AFTER_TALK


def _look_at(reminder: Reminder, view: _View) -> Ready | Status:
    session = next((each for each in view.recipient.sessions if each.id == reminder.session.id), None)
    if session is None:
        return _cancelled("session cancelled")
    step = view.planner.step(session.programme, reminder.step)
    if step is None:
        return _cancelled("step withdrawn")
    if not applies(step, session):
        return _cancelled("session changed")
    ready = _ready(reminder, step, session, view)
    return (
        _against_their_will(ready, view)
        or _too_late(ready, view.now)
        or _overtaken(ready, session, view)
        or _at_a_bad_moment(ready, view)
        or ready
    )


def _ready(reminder: Reminder, step: Step, session: Session, view: _View) -> Ready:
    """Return the reminder with its time: a wait is over when today's facts say so, whatever was planned before."""
    over = step.counted_from(session.at, view.recipient.zone) if step.at is None else view.now
    if over <= view.now:
        return Ready(reminder=reminder, step=step, due_at=reminder.due_at)
    said_at = over if step.safety else view.opens(over, reminder)
    return Ready(reminder=reminder, step=step, due_at=max(reminder.due_at, said_at), never_early=True)


def _against_their_will(ready: Ready, view: _View) -> Status | None:
    recipient = view.recipient
    if recipient.blocked:
        return Status(state=State.REFUSED, reason="blocked")
    if not recipient.consented:
        return _cancelled("no consent")
    if recipient.is_paused_for_good or ready.step.kind in recipient.stopped:
        return _cancelled("stopped")
    if recipient.paused_until is not None and recipient.is_paused(view.now):
        return wait_until(ready.reminder, view.opens(recipient.paused_until, ready.reminder))
    return None


def _too_late(ready: Ready, now: datetime) -> Status | None:
    if now > ready.reminder.late_until:
        return EXPIRED
    if ready.step.on_late == "skip" and now - ready.due_at > LATE:
        return Status(state=State.MISSED, reason="late")
    return None


def _overtaken(ready: Ready, session: Session, view: _View) -> Status | None:
    reason = overtaken(ready.step, session, view.recipient, view.planner.waits, now=view.now)
    return _cancelled(reason) if reason else None


def _at_a_bad_moment(ready: Ready, view: _View) -> Status | None:
    if ready.step.safety:
        return None
    opens = view.opens(view.after_talk(), ready.reminder)
    return wait_until(ready.reminder, max(opens, ready.due_at)) if opens > view.now else None


def _cancelled(reason: str) -> Status:
    return Status(state=State.CANCELLED, reason=reason)
