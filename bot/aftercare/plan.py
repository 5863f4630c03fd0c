"""What follows from a session: which steps, at which moments, and until when each still makes sense."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Jitter, QuietHours, spread
from bot.aftercare.reminders import Planned
from bot.aftercare.sessions import Session, has_next
from bot.aftercare.steps import Step


def applies(step: Step, session: Session) -> bool:
    """Tell whether a step follows from a session as it is now: booked, held, or the last one held of its course."""
    match step.origin:
        case "next_session":
            return session.booked
        case "last_session":
            return not session.booked and session.is_last
        case "session":
            return not session.booked


def plan_reminders(
    session: Session,
    steps: Sequence[Step],
    *,
    next_booked: bool,
    zone: ZoneInfo,
    quiet: QuietHours,
    jitter: Jitter = spread,
) -> tuple[Planned, ...]:
    """Return what follows from a session, soonest first; also what it is too late for by now.

    To be asked again when the session is moved, takes place, or is followed by another one, and when the patient's zone
    or the clinic's plan changes: it gives the same steps, at their new times.

    Args:
        session: The session that the steps count from.
        steps: The plan of its programme.
        next_booked: The person's next session of this programme is known (`has_next`).
        zone: Whose clocks the patient lives by.
        quiet: When nobody is disturbed.
        jitter: Moves what waited for the end of the quiet hours. One chat has one jitter, so that what waited together
            arrives together.
    """
    wanted = [step for step in steps if applies(step, session) and not (step.only_without_next and next_booked)]
    pause = jitter(str(session.chat_id))

    def planned(step: Step) -> Planned:
        due_at = step.counted_from(session.at, zone)
        late_until = step.lasts.counted_from(due_at, zone)
        if due_at < session.at:
            late_until = min(late_until, session.at)  # what prepares for a session is not said during it
        if not step.safety:
            due_at = quiet.next_slot(due_at, zone, jitter=pause, latest=late_until)
        return Planned(
            step=step.id,
            kind=step.kind,
            due_at=due_at,
            late_until=late_until,
            safety=step.safety,
            repeat=step.repeat,
        )

    return tuple(sorted(map(planned, wanted), key=lambda each: each.due_at))


def plan_for(
    session: Session, sessions: Iterable[Session], planner: Planner, *, zone: ZoneInfo, now: datetime
) -> tuple[Planned, ...]:
    """Return what follows from a session by the clinic's plan of today, beside the patient's others."""
    return plan_reminders(
        session,
        planner.steps.get(session.programme, ()),
        next_booked=has_next(session, sessions, now=now),
        zone=zone,
        quiet=planner.quiet,
    )


def still_applies(planned: Planned, *, now: datetime) -> bool:
    """Tell whether its time has come and is not over yet."""
    return planned.due_at <= now <= planned.late_until
