"""`rafiq requests`: what patients asked the clinic's people to do: to be called, to have a session moved."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from bot.cli.console import fail, run_or_exit, settings_or_exit
from bot.cli.opened import opened
from bot.content.load import load
from bot.settings import Settings
from bot.store.dialect import writing
from bot.store.move_requests import MoveRequest, answer_move_request, find_move_request, open_move_requests
from bot.store.requests import CallRequest, open_requests
from bot.store.sessions import find
from bot.wiring import now

_Number = Annotated[
    int | None,
    typer.Option(metavar="ID", min=1, max=2**31 - 1, help="Close a wish to move a session, and tell the patient"),
]


def requests(*, done: _Number = None, declined: _Number = None) -> None:
    """List who asked to be called and whose session is to be moved, longest waiting first."""
    settings = settings_or_exit()
    if done is not None or declined is not None:
        number, state = _closed(done, declined)
        sys.stdout.write(f"{run_or_exit(_close(settings, number, state))}\n")
        return
    for line in run_or_exit(_lines(settings)):
        sys.stdout.write(f"{line}\n")


def _closed(done: int | None, declined: int | None) -> tuple[int, Literal["done", "declined"]]:
    if done is not None and declined is not None:
        fail("say one of --done ID and --declined ID")
    return (done, "done") if done is not None else (declined or 0, "declined")


async def _close(settings: Settings, number: int, state: Literal["done", "declined"]) -> str:
    """Close a wish and return what to tell the person at the console."""
    async with opened(settings) as engine, writing(engine) as connection:
        wish = await find_move_request(connection, number)
        if wish is None:
            fail(f"there is no open wish {number}: rafiq requests lists those that are")
        known = await find(connection, wish.session_id)
        session = known.session if known and known.state == "active" else None
        if state == "done" and session and session.at == wish.session_at:
            fail(
                f"session {session.id} still has its old time: give it the new one first, with rafiq session move"
                f" {session.id} WHEN; the patient is told the time that it has then"
            )
        await answer_move_request(connection, number, state, now=now())
    if session is None or session.at <= now():
        return f"wish {number} is closed: the patient is not told, for the session is over or cancelled"
    return f"wish {number} is closed: the patient is told in the chat"


async def _lines(settings: Settings) -> Sequence[str]:
    zone = load(settings.rafiq_content).clinic.zone
    async with opened(settings) as engine:
        calls = await open_requests(engine)
        async with engine.connect() as connection:
            wishes = await open_move_requests(connection)
    return [*_calls(calls, zone), *_wishes(wishes, zone)]


def _calls(calls: Sequence[CallRequest], zone: ZoneInfo) -> Iterator[str]:
    for call in calls:
        phone = call.phone or "no number given: write to them in the chat"
        yield f"{_at(call.asked_at, zone)}  chat {call.chat_id}  call  {phone}"


def _wishes(wishes: Sequence[MoveRequest], zone: ZoneInfo) -> Iterator[str]:
    for wish in wishes:
        said = " ".join(wish.wish.split())
        yield f"{_at(wish.asked_at, zone)}  chat {wish.chat_id}  wish {wish.id}: move session {wish.session_id}  {said}"


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
