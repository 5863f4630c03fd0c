"""The rows of chats, and the outcome of a turn: stored whole or not at all."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.conversation.context import Chat, Context
from bot.conversation.decisions import (
    Effect,
    ForgetPatient,
    InviteStaff,
    KeepCallRequest,
    KeepOpinion,
    KeepQuestion,
    OfferSession,
    RaiseAlarm,
)
from bot.conversation.turn import Outcome
from bot.store.care_effects import CareEffects
from bot.store.dialect import insert_new, upsert, writing
from bot.store.inbox import mark_done
from bot.store.personal import change_chat, forget
from bot.store.tables import call_requests, chats, opinions, unanswered

_AHEAD = (OfferSession, InviteStaff, RaiseAlarm)


class Chats:
    """Reads chats and stores what a turn ended in."""

    def __init__(self, engine: AsyncEngine, effects: CareEffects) -> None:
        self._engine = engine
        self._effects = effects

    async def get(self, chat_id: int) -> Chat:
        """Return a chat; one that was never seen is a new one."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(chats).where(chats.c.chat_id == chat_id))).one_or_none()
        return _chat(row._mapping) if row else Chat(chat_id=chat_id)

    async def store_ahead(self, outcome: Outcome, now: datetime) -> None:
        """Store what has to hold before the patient reads of it: a link that is handed over opens something."""
        first = [effect for effect in outcome.effects if isinstance(effect, _AHEAD)]
        if first:
            async with writing(self._engine) as connection:
                for effect in first:
                    await self._effects.apply(connection, effect, outcome.chat.chat_id, now)

    async def store(self, outcome: Outcome, update_id: int, now: datetime) -> None:
        """Store the chat, the other effects, and that the update is done, in one transaction."""
        async with writing(self._engine) as connection:
            await _save(connection, outcome.chat)
            await mark_done(connection, update_id)
            for effect in outcome.effects:
                if not isinstance(effect, _AHEAD):
                    await _apply(connection, effect, outcome, now)
                    await self._effects.apply(connection, effect, outcome.chat.chat_id, now)

    async def block(self, chat_id: int) -> None:
        """Keep that a chat takes nothing any more, until the patient writes again."""
        async with self._engine.begin() as connection:
            await connection.execute(update(chats).where(chats.c.chat_id == chat_id).values(blocked=True))

    async def follow(self, old: int, new: int) -> None:
        """Let everything of a chat belong to the number that Telegram has given it."""
        async with writing(self._engine) as connection:
            await change_chat(connection, old, new)


async def _save(connection: AsyncConnection, chat: Chat) -> None:
    row = {name: value for name, value in asdict(chat).items() if name != "context"}
    row["context"] = asdict(chat.context)
    await upsert(connection, chats, row, key=("chat_id",))


async def _apply(connection: AsyncConnection, effect: Effect, outcome: Outcome, now: datetime) -> None:
    match effect:
        case KeepQuestion():
            # Without the chat: the clinic learns what is asked, not who asked it.
            row = {**asdict(effect), "text": outcome.text, "language": outcome.chat.language, "asked_at": now}
            row["content_version"] = outcome.content_version
            await connection.execute(insert(unanswered).values(row))
        case KeepOpinion():
            row = {**asdict(effect), "chat_id": outcome.chat.chat_id, "message_id": outcome.tapped_message}
            await insert_new(connection, opinions, [{**row, "given_at": now}])
        case KeepCallRequest():
            row = {"chat_id": outcome.chat.chat_id, "phone": effect.phone, "asked_at": now}
            await upsert(connection, call_requests, row, key=("chat_id",))
        case ForgetPatient():
            await forget(connection, outcome.chat.chat_id)


def _chat(row: Any) -> Chat:
    context = dict(row["context"])
    context["values"] = {kind: tuple(ids) for kind, ids in context["values"].items()}
    context["offered"] = tuple(context["offered"])
    return Chat(**{**row, "context": Context(**context)})
