"""Patients, sessions and plans for tests of the aftercare, by their differences from an ordinary one."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import Claimed, Recipient, Reminder, Send, Status
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span, Step

RIYADH = ZoneInfo("Asia/Riyadh")
TEHRAN = ZoneInfo("Asia/Tehran")
CAIRO = ZoneInfo("Africa/Cairo")
BEIRUT = ZoneInfo("Asia/Beirut")

AT_NIGHT = QuietHours(usual=Night(start=time(22), end=time(9)))
NEVER_QUIET = QuietHours(usual=Night(start=time(0), end=time(0)))

CHAT = 7
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def on(written: str, zone: ZoneInfo = RIYADH) -> datetime:
    """A local time as `2026-06-10 17:00`, as UTC. `23:30 again` is the second time that clocks show it."""
    shown = datetime.fromisoformat(written.removesuffix(" again")).replace(tzinfo=zone, fold=written.endswith("again"))
    return shown.astimezone(UTC)


def session_at(written: str | datetime, zone: ZoneInfo = RIYADH, **changes: Any) -> Session:
    at = written if isinstance(written, datetime) else on(written, zone)
    ordinary: dict[str, Any] = {"id": 1, "chat_id": CHAT, "programme": "mesotherapy_face", "at": at}
    return Session(**ordinary | changes)


def step(id_: str = "makeup", *, hours: float | None = None, day: int | None = None, **changes: Any) -> Step:
    """A step that many hours after its session, or at ten o'clock on that local day after it."""
    ordinary: dict[str, Any] = {
        "id": id_,
        "kind": "care",
        "origin": "session",
        "after": Span(hours=hours or 0) if day is None else Span(days=day),
        "at": None if day is None else time(10),
        "lasts": Span(hours=9),
        "on_late": "send",
        "repeat": True,
    }
    return Step(**ordinary | changes)


def planner_with(*steps: Step, quiet: QuietHours = AT_NIGHT, waits: dict[str, float] | None = None) -> Planner:
    """One plan for face and hair; `waits` are those after the face, in hours: after the hair they are twice as long."""
    hours = waits or {}
    return Planner(
        steps={"mesotherapy_face": steps, "mesotherapy_hair": steps},
        waits={
            "mesotherapy_face": {fact: Span(hours=number) for fact, number in hours.items()},
            "mesotherapy_hair": {fact: Span(hours=2 * number) for fact, number in hours.items()},
        },
        quiet=quiet,
        zone=RIYADH,
    )


def reminder_of(session: Session, step_: Step, due_at: datetime, **changes: Any) -> Reminder:
    ordinary: dict[str, Any] = {
        "id": 1,
        "session": session,
        "step": step_.id,
        "kind": step_.kind,
        "due_at": due_at,
        "late_until": step_.lasts.counted_from(due_at, RIYADH),
        "safety": step_.safety,
        "repeat": step_.repeat,
    }
    return Reminder(**ordinary | changes)


def claimed(*reminders: Reminder, sessions: tuple[Session, ...] | None = None, **changes: Any) -> Claimed:
    """Reminders with the patient who is to get them, whose sessions are those of the reminders."""
    theirs = tuple({each.session.id: each.session for each in reminders}.values()) if sessions is None else sessions
    ordinary: dict[str, Any] = {"chat_id": CHAT, "zone": RIYADH, "sessions": theirs}
    return Claimed(recipient=Recipient(**ordinary | changes), reminders=reminders)


def said(decision: Send | Status) -> str:
    """A decision in words: `send`, `send late`, `missed: expired`, `planned`."""
    if isinstance(decision, Send):
        return "send late" if decision.late else "send"
    return f"{decision.state}: {decision.reason}" if decision.reason else str(decision.state)
