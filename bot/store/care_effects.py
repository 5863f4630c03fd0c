"""What a turn changes of a patient's aftercare, in the transaction that stores the turn's outcome."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import State
from bot.aftercare.sessions import Session
from bot.conversation.decisions import (
    AddSession,
    AskToMove,
    CancelSession,
    ChooseKinds,
    DismissStaff,
    Effect,
    HoldSession,
    InviteStaff,
    JoinStaff,
    KeepCheckIn,
    KeepConsent,
    KeepForm,
    KeepZone,
    MoveSession,
    OfferSession,
    Pause,
    RaiseAlarm,
    RedeemOffer,
    Snooze,
)
from bot.store.aftercare_tables import IS_OPEN, reminders
from bot.store.alarms import raise_alarm
from bot.store.check_ins import CheckIn, keep_check_in
from bot.store.move_requests import ask_to_move
from bot.store.offers import Link, offer, redeem
from bot.store.patients import agree, pause, set_form, set_stopped, set_zone, withdraw
from bot.store.planning import plan_anew
from bot.store.plans import cancel_open, snooze
from bot.store.sessions import NewSession, cancel, hold, move, register, sessions_of
from bot.store.staff import accept, dismiss, invite
from bot.store.upcoming import find_reminder

_NO_CONSENT = "no consent"
_OF_TALKS = (KeepForm, KeepConsent, KeepZone, Pause, ChooseKinds)
_OF_STAFF = (OfferSession, InviteStaff, JoinStaff, DismissStaff)


class TakenMeanwhile(Exception):  # noqa: N818 (it says what happened; the turn is made again and sees it)
    """Somebody else opened a link between the reading of a chat and the storing of its turn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CareEffects:
    """Applies effects of the aftercare."""

    planner: Planner

    async def apply(self, connection: AsyncConnection, effect: Effect, chat_id: int, now: datetime) -> None:
        """Apply one effect; those that are not of the aftercare change nothing.

        Raises:
            TakenMeanwhile: A link that the effect uses was used by somebody else a moment ago.
        """
        if isinstance(effect, _OF_TALKS):
            await self._of_talk(connection, effect, chat_id, now)
        elif isinstance(effect, _OF_STAFF):
            await _of_staff(connection, effect, chat_id, now)
        else:
            await self._of_session(connection, effect, chat_id, now)
            await _of_reminder(connection, effect, chat_id, now)

    async def _of_talk(self, connection: AsyncConnection, effect: Effect, chat_id: int, now: datetime) -> None:
        match effect:
            case KeepForm(form=form):
                await set_form(connection, chat_id, form, now)
            case KeepConsent(version=0):
                await withdraw(connection, chat_id, now)
                await cancel_open(connection, chat_id, reason=_NO_CONSENT)
            case KeepConsent(version=version):
                await agree(connection, chat_id, version=version, now=now)
                await self._plan_all(connection, chat_id, now, again={_NO_CONSENT})
            case KeepZone(zone=zone):
                await set_zone(connection, chat_id, ZoneInfo(zone), now)
                await self._plan_all(connection, chat_id, now)
            case Pause(until=until):
                await pause(connection, chat_id, until=until, now=now)
            case ChooseKinds(stopped=stopped):
                await set_stopped(connection, chat_id, stopped, now)

    async def _of_session(self, connection: AsyncConnection, effect: Effect, chat_id: int, now: datetime) -> None:
        match effect:
            case RedeemOffer(token_hash=token_hash, person=person):
                taken = await redeem(connection, token_hash, chat_id=chat_id, person=person, now=now)
                if isinstance(taken, str):
                    raise TakenMeanwhile(taken)
                await self._begin(connection, taken, effect.told, now)
            case AddSession():
                new = NewSession(programme=effect.programme, at=effect.at, booked=effect.booked, area=effect.area)
                added = await register(connection, new, chat_id=chat_id, person=effect.person, now=now)
                await self._begin(connection, (added,), effect.told, now)
            case MoveSession(session_id=session_id, at=at):
                moved = await move(connection, session_id, at=at, of_chat=chat_id)
                if moved and moved.session:
                    await self._plan(connection, moved.session, now)
            case HoldSession(session_id=session_id, at=at):
                held = await hold(connection, session_id, at=at, of_chat=chat_id)
                if held and held.session:
                    await self._begin(connection, (held.session,), effect.told, now)
            case CancelSession(session_id=session_id):
                gone = await cancel(connection, session_id, of_chat=chat_id, now=now)
                if gone and gone.session:
                    await self._plan(connection, gone.session, now)
            case AskToMove(session_id=session_id, wish=wish):
                await ask_to_move(connection, chat_id, session_id, wish, now=now)

    async def _plan(self, connection: AsyncConnection, session: Session, now: datetime) -> None:
        await plan_anew(connection, session, self.planner, now=now)

    async def _plan_all(
        self, connection: AsyncConnection, chat_id: int, now: datetime, *, again: Collection[str] = ()
    ) -> None:
        active = await sessions_of(connection, chat_id)
        # With one session of a course all of it are planned.
        for session in {(each.person, each.programme): each for each in active}.values():
            await plan_anew(connection, session, self.planner, now=now, again=again)

    async def _begin(
        self, connection: AsyncConnection, taken: Sequence[Session], told: Sequence[str], now: datetime
    ) -> None:
        """Plan sessions of one course that were just taken up; what was `told` of the first of them counts as sent."""
        await self._plan(connection, taken[0], now)
        sent = {"state": State.SENT.value, "reason": "told at once", "sent_at": now}
        mine = reminders.c.session_id == taken[0].id, IS_OPEN, reminders.c.step.in_(told)
        await connection.execute(update(reminders).where(*mine).values(**sent))
        missed = {"state": State.MISSED.value, "reason": "enrolled late"}
        late = reminders.c.session_id.in_([each.id for each in taken]), IS_OPEN, reminders.c.late_until < now
        await connection.execute(update(reminders).where(*late).values(**missed))


async def _of_staff(connection: AsyncConnection, effect: Effect, chat_id: int, now: datetime) -> None:
    match effect:
        case OfferSession():
            new = NewSession(
                programme=effect.programme,
                at=effect.at,
                booked=effect.booked,
                area=effect.area,
                number=effect.number,
                total=effect.total,
            )
            link = Link(token_hash=effect.token_hash, expires_at=effect.expires_at, made_by=chat_id)
            await offer(connection, new, link=link, next_at=effect.next_at, now=now)
        case InviteStaff(role=role, token_hash=token_hash, expires_at=expires_at):
            await invite(connection, token_hash, role, made_by=chat_id, expires_at=expires_at)
        case JoinStaff(token_hash=token_hash):
            joined = await accept(connection, token_hash, user_id=chat_id, now=now)
            if joined not in {"admin", "staff"}:
                raise TakenMeanwhile(joined)
        case DismissStaff(user_id=user_id):
            await dismiss(connection, user_id)


async def _of_reminder(connection: AsyncConnection, effect: Effect, chat_id: int, now: datetime) -> None:
    match effect:
        case Snooze(reminder_id=reminder_id, until=until):
            await snooze(connection, reminder_id, chat_id=chat_id, until=until)
        case KeepCheckIn(reminder_id=reminder_id, answer=answer):
            asked = await find_reminder(connection, reminder_id, chat_id=chat_id)
            if asked:
                given = CheckIn(
                    chat_id=chat_id, session_id=asked.session.id, step=asked.step, answer=answer, answered_at=now
                )
                await keep_check_in(connection, given)
        case RaiseAlarm(symptom=symptom, session_id=session_id):
            await raise_alarm(connection, chat_id, symptom=symptom, session_id=session_id, now=now)
