"""Lists, moves and cancels sessions for commands; what follows from them is planned anew in the same transaction."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.clinic_plan import planner_of
from bot.aftercare.registration import misplaced
from bot.cli.entries import Rules
from bot.cli.opened import opened
from bot.cli.written_time import MISPLACED, Wrong, read_time
from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.settings import Settings
from bot.store import sessions
from bot.store.dialect import writing
from bot.store.offers import take_back
from bot.store.planning import plan_anew
from bot.store.sessions import Registered
from bot.wiring import now

_LATELY = timedelta(days=7)
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)
_MOST = 100_000


async def move_session(settings: Settings, session_id: int, at: str, rules: Rules) -> datetime | Wrong:
    """Give a session the time that was written; return it, or what is wrong with that."""
    moment = read_time(at, rules.zone, now=rules.now)
    if isinstance(moment, Wrong):
        return moment
    if fault := misplaced(moment, rules.now):
        return Wrong(sentence=f"'{at}' {MISPLACED[fault]}")
    catalogue = load(settings.rafiq_content)
    async with opened(settings) as engine, writing(engine) as connection:
        known = await _known(connection, session_id)
        if isinstance(known, Wrong):
            return known
        if moment > rules.now and not known.entered.booked:
            return Wrong(
                sentence=f"session {session_id} took place already and cannot be moved ahead:"
                " register the one to come with rafiq session add"
            )
        change = sessions.move if moment > rules.now or not known.entered.booked else sessions.hold
        await _planned_anew(connection, await change(connection, session_id, at=moment), catalogue, rules.now)
    return moment


async def cancel_session(settings: Settings, session_id: int) -> Wrong | None:
    """Cancel a session, or take it back if nobody has opened its link; return what is wrong, if anything is."""
    catalogue = load(settings.rafiq_content)
    async with opened(settings) as engine, writing(engine) as connection:
        known = await _known(connection, session_id)
        if isinstance(known, Wrong):
            return known
        if known.state == "offered":
            await take_back(connection, session_id)
            return None
        moment = now()
        await _planned_anew(connection, await sessions.cancel(connection, session_id, now=moment), catalogue, moment)
    return None


async def listed_sessions(settings: Settings, *, everything: bool) -> list[str]:
    """Return a line for each session, with a line above them that names the columns."""
    zone, moment = load(settings.rafiq_content).clinic.zone, now()
    since = _FIRST if everything else moment - _LATELY
    async with opened(settings) as engine, engine.connect() as connection:
        found = await sessions.listed(connection, since=since, until=_LAST, limit=_MOST)
    shown = [each for each in found if everything or each.state != "cancelled"]
    return list(_table(shown, zone, moment)) if shown else []


def _table(found: list[Registered], zone: ZoneInfo, moment: datetime) -> Iterator[str]:
    rows = [("ID", "TIME", "TREATMENT", "SESSION", "AREA", "STATE", "PATIENT")]
    for each in found:
        entered = each.entered
        course = f"{entered.number or ''}{f'/{entered.total}' if entered.total else ''}" or "-"
        state = "cancelled" if each.state == "cancelled" else "booked" if entered.booked else "took place"
        when = f"{entered.at.astimezone(zone):%Y-%m-%d %H:%M}"
        rows.append((str(each.id), when, entered.programme, course, entered.area or "-", state, _patient(each, moment)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _patient(session: Registered, moment: datetime) -> str:
    if session.session:
        return "enrolled, told by the patient" if session.session.self_reported else "enrolled"
    if session.state == "offered" and session.token_expires_at and session.token_expires_at > moment:
        return "link not opened yet"
    return "not enrolled"


async def _known(connection: AsyncConnection, session_id: int) -> Registered | Wrong:
    known = await sessions.find(connection, session_id)
    if known is None:
        return Wrong(sentence=f"there is no session {session_id}: rafiq session list --all shows them")
    if known.state == "cancelled":
        return Wrong(sentence=f"session {session_id} is cancelled already")
    return known


async def _planned_anew(
    connection: AsyncConnection, changed: Registered | None, catalogue: Catalogue, moment: datetime
) -> None:
    if changed and changed.session:
        await plan_anew(connection, changed.session, planner_of(catalogue), now=moment)
