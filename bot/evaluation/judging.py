"""Lets the bot answer labelled messages, each dialogue as a talk of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime

from bot.conversation.context import Chat
from bot.conversation.decisions import AskWhich
from bot.conversation.events import Incoming, Said
from bot.conversation.turn import Talk, Turn
from bot.evaluation.examples import Dialogue, Example
from bot.evaluation.measures import Judged

_SIDE_BY_SIDE = 8


async def judge(
    talk: Talk, dialogues: Sequence[Dialogue], *, clock: Callable[[], datetime], after_each: Callable[[], object]
) -> list[tuple[Judged, ...]]:
    """Return what the bot makes of every turn, in order; `after_each` is called when a dialogue is done."""
    room = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def one(dialogue: Dialogue) -> tuple[Judged, ...]:
        async with room:
            turns = [judged async for judged in _answered(talk, dialogue, clock)]
            after_each()
            return tuple(turns)

    return list(await asyncio.gather(*map(one, dialogues)))


async def _answered(talk: Talk, dialogue: Dialogue, clock: Callable[[], datetime]) -> AsyncIterator[Judged]:
    chat = Chat(chat_id=0)
    for example in dialogue:
        turn = await talk.turn(Incoming(chat_id=0, event=Said(text=example.text)), chat, now=clock())
        chat = turn.outcome.chat
        yield _judged(example, turn)


def _judged(example: Example, turn: Turn) -> Judged:
    decision = turn.decision
    entities = decision.context.entities
    return Judged(
        example=example,
        topic=decision.topic,
        language=turn.language,
        confidence=decision.confidence,
        treatment=decision.context.treatment,
        values={kind: tuple(ids) for kind, ids in entities.items()},
        offered=decision.say.topics if isinstance(decision.say, AskWhich) else (),
    )
