"""`rafiq alarms`: the patients who feel worse after a session, until the clinic has looked after them."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.cli.console import fail, run_or_exit, settings_or_exit
from bot.cli.opened import opened
from bot.content.load import load
from bot.settings import Settings
from bot.store.alarms import Alarm, close_alarm, open_alarms
from bot.wiring import now


def alarms(
    *,
    close: Annotated[
        int | None,
        typer.Option(metavar="ID", min=1, max=2**31 - 1, help="Close an alarm: somebody looked after it"),
    ] = None,
) -> None:
    """List the patients who feel worse after a session, longest waiting first."""
    settings = settings_or_exit()
    if close is not None:
        if not run_or_exit(_close(settings, close)):
            fail(f"there is no open alarm {close}: rafiq alarms lists those that are")
        sys.stdout.write(f"alarm {close} is closed\n")
        return
    for line in run_or_exit(_lines(settings)):
        sys.stdout.write(f"{line}\n")


async def _close(settings: Settings, number: int) -> bool:
    async with opened(settings) as engine, engine.begin() as connection:
        return await close_alarm(connection, number, now())


async def _lines(settings: Settings) -> Sequence[str]:
    zone = load(settings.rafiq_content).clinic.zone
    async with opened(settings) as engine, engine.connect() as connection:
        found = await open_alarms(connection)

    def line(alarm: Alarm) -> str:
        session = f"  session {alarm.session_id}" if alarm.session_id is not None else ""
        raised = f"{alarm.raised_at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"
        return f"{alarm.id}  {raised}  chat {alarm.chat_id}  {alarm.symptom}{session}"

    return [line(alarm) for alarm in found]
