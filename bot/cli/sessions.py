"""`rafiq session add | import | list | move | cancel`: what staff do in the chat, for scripts and for lists."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, run_or_exit, settings_or_exit, steps
from bot.cli.entries import COLUMNS, Entry
from bot.cli.registering import Registration, rules_of
from bot.cli.session_changes import cancel_session, listed_sessions, move_session
from bot.cli.session_file import Line, read_file
from bot.cli.written_time import Wrong, in_both_calendars

session_app = typer.Typer(
    help="Register sessions and hand their links out; list, move and cancel them.", no_args_is_help=True
)
Zone = Annotated[str | None, typer.Option(help="Whose clocks the times are of, as Asia/Riyadh [default: the clinic's]")]
Id = Annotated[int, typer.Argument(metavar="ID", min=1, max=2**31 - 1)]
At = Annotated[str, typer.Option("--at", help="When, as 2026-12-01 17:00 or 1405-09-10 17:00, or now")]


@session_app.command()
def add(  # noqa: PLR0913 (what is known of a session)
    *,
    programme: Annotated[str, typer.Option(help="mesotherapy_face, mesotherapy_hair or prp")],
    at: At,
    zone: Zone = None,
    area: Annotated[str | None, typer.Option(help="face, neck, …")] = None,
    number: Annotated[str | None, typer.Option(help="Which session of the course it is")] = None,
    of: Annotated[str | None, typer.Option(help="How many the course has")] = None,
    next_at: Annotated[str | None, typer.Option("--next", help="When the next one is booked")] = None,
) -> None:
    """Register one session and print the link that its patient opens."""
    settings = settings_or_exit()
    written = dict(zip(COLUMNS, (programme, at, area, number, of, next_at), strict=True))
    registration = run_or_exit(Registration.of(settings, zone))
    entry = registration.read({name: text or "" for name, text in written.items()})
    if not isinstance(entry, Entry):
        fail(*(wrong.sentence.replace("next_at", "--next") for wrong in entry))
    (offered,) = run_or_exit(registration.register([entry]))
    steps.print(f"session {offered.id}: {_told(entry, registration)}", markup=False, soft_wrap=True)
    sys.stdout.write(f"{offered.link}\n")


@session_app.command(name="import")
def import_file(
    path: Annotated[Path, typer.Argument(metavar="FILE.csv", help=f"With the columns {', '.join(COLUMNS)}")],
    *,
    zone: Zone = None,
) -> None:
    """Register a day's list, all of it or nothing, and write the links as CSV."""
    settings = settings_or_exit()
    registration = run_or_exit(Registration.of(settings, zone))
    read = read_file(path, registration.rules)
    lines = [each for each in read if isinstance(each, Line)]
    wrong = [each for each in read if isinstance(each, Wrong)]
    if wrong:
        fail(*(each.sentence for each in wrong), "nothing was registered: correct the list and import it again")
    offers = run_or_exit(registration.register([line.entry for line in lines]))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["line", "id", *COLUMNS, "link", "open_until"])
    for line, offered in zip(lines, offers, strict=True):
        cells = (line.written.get(name, "") for name in COLUMNS)
        until = f"{offered.expires_at.astimezone(registration.rules.zone):%Y-%m-%d %H:%M}"
        writer.writerow([line.number, offered.id, *cells, offered.link, until])
    steps.print(f"{len(lines)} sessions registered", markup=False)


@session_app.command(name="list")
def list_sessions(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Older ones than of the last week, and cancelled ones, too")
    ] = False,
) -> None:
    """Show sessions by their time, on the clinic's clocks."""
    for line in run_or_exit(listed_sessions(settings_or_exit(), everything=everything)):
        sys.stdout.write(f"{line}\n")


@session_app.command()
def move(session_id: Id, *, at: At, zone: Zone = None) -> None:
    """Give a session another time; reminders that were not sent yet move with it."""
    settings = settings_or_exit()
    rules = run_or_exit(rules_of(settings, zone))
    moved = run_or_exit(move_session(settings, session_id, at, rules))
    if isinstance(moved, Wrong):
        fail(moved.sentence)
    sys.stdout.write(f"session {session_id}: {in_both_calendars(moved, rules.zone)}\n")


@session_app.command()
def cancel(session_id: Id) -> None:
    """Cancel a session; its reminders that were not sent yet are cancelled with it."""
    wrong = run_or_exit(cancel_session(settings_or_exit(), session_id))
    if wrong:
        fail(wrong.sentence)
    sys.stdout.write(f"session {session_id} is cancelled\n")


def _told(entry: Entry, registration: Registration) -> str:
    zone, session = registration.rules.zone, entry.session
    kind = "is booked for" if session.booked else "took place on"
    told = f"{session.programme} {kind} {in_both_calendars(session.at, zone)}"
    return f"{told}; the next one {in_both_calendars(entry.next_at, zone)}" if entry.next_at else told
