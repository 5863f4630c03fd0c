"""The rows of chats, and the outcome of a turn: stored whole or not at all."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.conversation.context import Chat, Context
from bot.conversation.decisions import Effect, ForgetPatient, KeepCallRequest, KeepOpinion, KeepQuestion
from bot.conversation.turn import Outcome
from bot.store.inbox import mark_done
from bot.store.tables import call_requests, chats, inbox, opinions, unanswered

_NOBODY = 0
"""In place of the chat, in what is left of a patient who was forgotten."""


class Chats:
    """Reads chats and stores what a turn ended in."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, chat_id: int) -> Chat:
        """Return a chat; one that was never seen is a new one."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(chats).where(chats.c.chat_id == chat_id))).one_or_none()
        return _chat(row._mapping) if row else Chat(chat_id=chat_id)

    async def store(self, outcome: Outcome, update_id: int, now: datetime) -> None:
        """Store the chat, the effects, and that the update is done, in one transaction."""
        async with self._engine.begin() as connection:
            await _save(connection, outcome.chat)
            await mark_done(connection, update_id)
            for effect in outcome.effects:
                await _apply(connection, effect, outcome, now)


async def _save(connection: AsyncConnection, chat: Chat) -> None:
    row = {name: value for name, value in asdict(chat).items() if name != "context"}
    row["context"] = asdict(chat.context)
    statement = insert(chats).values(row)
    await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=row))


async def _apply(connection: AsyncConnection, effect: Effect, outcome: Outcome, now: datetime) -> None:
    match effect:
        case KeepQuestion():
            # Without the chat: the clinic learns what is asked, not who asked it.
            row = {**asdict(effect), "text": outcome.text, "language": outcome.chat.language, "asked_at": now}
            row["content_version"] = outcome.content_version
            await connection.execute(insert(unanswered).values(row))
        case KeepOpinion():
            row = {**asdict(effect), "chat_id": outcome.chat.chat_id, "message_id": outcome.tapped_message}
            await connection.execute(insert(opinions).values(**row, given_at=now).on_conflict_do_nothing())
        case KeepCallRequest():
            row = {"chat_id": outcome.chat.chat_id, "phone": effect.phone, "asked_at": now}
            statement = insert(call_requests).values(row)
            await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=row))
        case ForgetPatient():
            for table in (chats, opinions, call_requests):
                await connection.execute(delete(table).where(table.c.chat_id == outcome.chat.chat_id))
            # Telegram may offer an update again: its number stays known, whose it was does not.
            ended = (inbox.c.chat_id == outcome.chat.chat_id) & (inbox.c.state != "open")
            await connection.execute(update(inbox).where(ended).values(chat_id=_NOBODY, body=""))


def _chat(row: Any) -> Chat:
    context = dict(row["context"])
    context["values"] = {kind: tuple(ids) for kind, ids in context["values"].items()}
    context["offered"] = tuple(context["offered"])
    return Chat(**{**row, "context": Context(**context)})
