"""`rafiq ask` and `rafiq chat`: the very turn that Telegram's patients get, on a terminal."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from itertools import islice
from typing import Any, TextIO

from bot.conversation.buttons import Button
from bot.conversation.context import Chat
from bot.conversation.decisions import AskWhich, SayUrgent
from bot.conversation.events import Commanded, Event, Incoming, Said, Tapped
from bot.conversation.turn import Talk, Turn
from bot.wiring import now
from bot.words.terminal import for_terminal

_SIDE_BY_SIDE = 8
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What JSON lets stand, and what many programs take for the end of a line."""


async def answer_line(talk: Talk, text: str, chat: Chat | None = None) -> Turn:
    """Answer one message of a chat; of a new one if none is given."""
    return await talk.turn(Incoming(chat_id=0, event=Said(text=text)), chat or Chat(chat_id=0), now=now())


async def answer_lines(talk: Talk, lines: Iterable[str], *, conversation: bool) -> AsyncIterator[dict[str, Any]]:
    """Answer each non-empty line, in order. As a conversation, an empty line begins a new one."""
    if not conversation:
        texts = (line for line in map(_text, lines) if line.strip())
        while batch := list(islice(texts, _SIDE_BY_SIDE)):
            turns = await asyncio.gather(*(answer_line(talk, text) for text in batch))
            for text, turn in zip(batch, turns, strict=True):
                yield as_json(text, turn)
        return
    chat = Chat(chat_id=0)
    for text in map(_text, lines):
        if not text.strip():
            chat = Chat(chat_id=0)
            continue
        turn = await answer_line(talk, text, chat)
        chat = turn.outcome.chat
        yield as_json(text, turn)


def as_json(text: str, turn: Turn) -> dict[str, Any]:
    """Return all that is known of a turn, for programs."""
    decision, context = turn.decision, turn.decision.context
    red_flag = decision.say.red_flag if isinstance(decision.say, SayUrgent) else None
    return {
        "text": text,
        "language": turn.language,
        "topic": decision.topic,
        "asked_back": list(decision.say.topics) if isinstance(decision.say, AskWhich) else [],
        "treatment": context.treatment,
        "entities": context.entities,
        "confidence": round(decision.confidence, 4),
        "red_flag": red_flag and red_flag.kind,
        "red_flag_level": red_flag and red_flag.level,
        "answer": turn.reply.text if turn.reply else "",
        "buttons": [_button(button) for button in _buttons(turn)],
    }


def write_json(record: dict[str, Any], stream: TextIO = sys.stdout) -> None:
    """Write one record as a line."""
    # An unpaired surrogate in the input is no text that UTF-8 could carry.
    line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode()
    stream.write(f"{line.translate(_LINE_ENDS)}\n")
    stream.flush()


def shown(turn: Turn, *, reshape: bool, numbered: bool = False) -> str:
    """Return a turn as a person reads it: the answer, and the buttons below it."""
    lines = [for_terminal(turn.reply.text, reshape=reshape)] if turn.reply else []
    for number, button in enumerate(_buttons(turn), start=1):
        label = for_terminal(button.label, reshape=reshape)
        lines.append(f"  [{number}] {label}" if numbered else f"  [{label}]")
    return "\n".join(lines)


async def chat(
    talk: Talk, read: Callable[[], Awaitable[str | None]], write: Callable[[str], None], *, reshape: bool
) -> None:
    """Talk until input ends. A number taps the button of that number, a leading slash is a command."""
    patient = Chat(chat_id=0)
    turn = await talk.turn(Incoming(chat_id=0, event=Commanded(name="start")), patient, now=now())
    while True:
        write(shown(turn, reshape=reshape, numbered=True))
        line = await read()
        if line is None:
            return
        if line.strip():
            event = _event(line.strip(), _buttons(turn))
            turn = await talk.turn(Incoming(chat_id=0, event=event), turn.outcome.chat, now=now())


def _event(line: str, buttons: list[Button]) -> Event:
    if line.isdecimal() and 1 <= int(line) <= len(buttons) and buttons[int(line) - 1].data:
        return Tapped(data=buttons[int(line) - 1].data or "", message_id=0, tap_id="")
    if line.startswith("/"):
        return Commanded(name=line[1:].partition(" ")[0].lower())
    return Said(text=line)


def _text(line: str) -> str:
    return line.rstrip("\r\n")


def _buttons(turn: Turn) -> list[Button]:
    return [button for row in turn.reply.rows for button in row] if turn.reply else []


def _button(button: Button) -> dict[str, str]:
    return {"label": button.label, **({"data": button.data} if button.data else {"url": button.url or ""})}
