"""Reads what Telegram sends: an update as JSON becomes what a patient did."""

from datetime import UTC, datetime
from typing import Any

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update

from bot.conversation.buttons import Button, Rows
from bot.conversation.events import (
    Attached,
    AttachmentKind,
    Commanded,
    Event,
    Incoming,
    Left,
    Said,
    SharedContact,
    Tapped,
    WroteInGroup,
)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""All that Rafiq asks Telegram for."""

_END_OF_NUMBERS = 2**63
_END_OF_TIME = 2**33
"""Seconds since 1970; beyond it, and far beyond any message, dates end."""

_KINDS: tuple[tuple[str, AttachmentKind], ...] = (
    ("photo", "photo"),
    ("voice", "voice"),
    ("audio", "voice"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("sticker", "sticker"),
    ("location", "location"),
    ("venue", "location"),
    ("document", "document"),
)


def chat_of(body: dict[str, Any]) -> int:
    """Return the chat of an update as Telegram sent it; 0 if it has none. Looks no further than that."""
    for kind in ALLOWED_UPDATES:
        part = _object(body, kind)
        chat = _object(part, "chat") or _object(_object(part, "message"), "chat")
        if is_number(chat.get("id")):
            return int(chat["id"])
    return 0


def is_number(value: object) -> bool:
    """Tell whether a value is a number as Telegram gives to chats and updates: whole, and at most 64 bits."""
    return isinstance(value, int) and abs(value) < _END_OF_NUMBERS


def sent_at(body: dict[str, Any]) -> datetime | None:
    """Return when a message was written or edited, in Telegram's whole seconds; None for a tap, which has no date."""
    for kind, name in (("message", "date"), ("edited_message", "edit_date")):
        seconds = _object(body, kind).get(name)
        if isinstance(seconds, int) and 0 < seconds < _END_OF_TIME:
            return datetime.fromtimestamp(seconds, UTC)
    return None


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def read_update(update: Update) -> Incoming | None:
    """Return what a patient did; None for what needs no answer (the bot's own doing, news of a group)."""
    if update.callback_query:
        return _read_tap(update.callback_query)
    if update.my_chat_member:
        chat, member = update.my_chat_member.chat, update.my_chat_member.new_chat_member
        left = chat.type == Chat.PRIVATE and member.status in {"kicked", "left"}
        return Incoming(chat_id=chat.id, event=Left()) if left else None
    message = update.message or update.edited_message
    if message is None or (message.from_user and message.from_user.is_bot):
        return None
    event = _read_message(message, edited=update.edited_message is not None)
    language = (message.from_user.language_code if message.from_user else None) or ""
    return Incoming(chat_id=message.chat.id, event=event, client_language=language) if event else None


def _read_tap(query: CallbackQuery) -> Incoming | None:
    if query.message is None:
        return None
    tapped = Tapped(data=query.data or "", message_id=query.message.message_id, tap_id=query.id)
    return Incoming(chat_id=query.message.chat.id, event=tapped, client_language=query.from_user.language_code or "")


def _read_message(message: Message, *, edited: bool) -> Event | None:
    text = message.text or message.caption or ""
    if message.chat.type != Chat.PRIVATE:
        return WroteInGroup(text=text) if text else None
    if message.contact:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedContact(phone=message.contact.phone_number, own=own)
    kind = next((kind for attribute, kind in _KINDS if getattr(message, attribute)), None)
    if kind:
        return Attached(kind=kind, caption=text)
    if not text:
        return None if _is_service(message) else Attached(kind="other", caption="")
    return _read_command(message, text) or Said(text=text, edited=edited)


def _read_command(message: Message, text: str) -> Commanded | None:
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return None
    name, _, argument = text.partition(" ")
    return Commanded(name=name[1:].partition("@")[0].lower(), argument=argument.strip())


def _is_service(message: Message) -> bool:
    """News about the chat itself: a pinned message, a changed title."""
    return any(
        getattr(message, attribute)
        for attribute in ("pinned_message", "new_chat_members", "left_chat_member", "message_auto_delete_timer_changed")
    )


def buttons_of(update: Update) -> Rows:
    """Return the buttons of the message whose button was tapped."""
    query = update.callback_query
    markup = getattr(query.message, "reply_markup", None) if query else None
    rows = markup.inline_keyboard if markup else ()
    return tuple(
        tuple(
            Button(label=one.text, data=str(one.callback_data) if one.callback_data else None, url=one.url)
            for one in row
        )
        for row in rows
    )
