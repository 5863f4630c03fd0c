"""`rafiq session` and `rafiq alarms`, run as they are: on a database of their own, with the clinic's content."""

import asyncio
import csv
import io
import re
import sqlite3
import subprocess
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner

from bot.aftercare.clinic_plan import planner_of
from bot.broken_setup import BrokenSetup
from bot.cli.commands import app
from bot.cli.entries import Entry
from bot.cli.opened import bot_name
from bot.cli.registering import Registration, rules_of
from bot.cli.session_changes import cancel_session, move_session
from bot.cli.written_time import Wrong
from bot.content.load import load
from bot.conversation.care.links import clinic_id_of, read_payload
from bot.settings import ROOT, Settings
from bot.store.alarms import raise_alarm
from bot.store.database import open_database
from bot.store.dialect import writing
from bot.store.offers import redeem
from bot.store.planning import plan_anew
from bot.store.tokens import digest_of
from tests.rafiq_process import run_rafiq
from tests.simulator_client import TOKEN, running_simulator

RIYADH = ZoneInfo("Asia/Riyadh")
PATIENT = 77
NAMED = {"RAFIQ_BOT_NAME": "nada_clinic_bot"}
LINK = re.compile(r"https://t\.me/nada_clinic_bot\?start=(s_[0-9a-f]{6}_[A-Za-z0-9_-]{32})\n")
Ended = subprocess.CompletedProcess[str]


def in_days(days: int, clock: str = "17:00") -> str:
    """Return a time so many days from today, as the command line takes it."""
    return f"{datetime.now(RIYADH) + timedelta(days=days):%Y-%m-%d} {clock}"


def session(folder: Path, *arguments: str, **given: str) -> Ended:
    return run_rafiq(folder, "session", *arguments, settings=given or NAMED)


def settings(folder: Path, **given: Any) -> Settings:
    """Return the settings under which what a command does is run in the tests' own process."""
    return Settings(_env_file=None, rafiq_database=f"sqlite:///{folder}/rafiq.db", **given)


def add(folder: Path, *arguments: str) -> str:
    """Register a session and return the argument that its link starts the bot with."""
    ended = session(folder, "add", "--programme", "prp", *arguments)
    assert ended.returncode == 0, ended.stderr
    found = LINK.fullmatch(ended.stdout)
    assert found, ended.stdout
    return found[1]


def errors(ended: Ended) -> list[str]:
    """Return what a command that failed told, line by line."""
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    return [line.removeprefix("rafiq: ") for line in ended.stderr.splitlines()]


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "rafiq.db")) as database:
        return database.execute(query).fetchall()


async def stored(folder: Path, change: Callable[[AsyncConnection], Awaitable[object]]) -> None:
    engine = open_database(f"sqlite:///{folder}/rafiq.db")
    async with writing(engine) as connection:
        await change(connection)
    await engine.dispose()


async def enrol(folder: Path, argument: str) -> None:
    """Let the patient open the link, and plan what follows."""
    payload = read_payload(argument)
    assert payload
    catalogue, now = load(ROOT / "content"), datetime.now(UTC)

    async def taken(connection: AsyncConnection) -> None:
        sessions = await redeem(connection, digest_of(payload.token), chat_id=PATIENT, now=now)
        assert not isinstance(sessions, str)
        for each in sessions:
            await plan_anew(connection, each, planner_of(catalogue), now=now)

    await stored(folder, taken)


def test_a_session_is_added_with_its_link_and_the_next_one(tmp_path: Path) -> None:
    # On the clinic's clocks, and Riyadh has no other time than UTC+3.
    arguments = ("--at", in_days(1), "--number", "2", "--of", "4", "--area", "face", "--next", in_days(22))
    ended = session(tmp_path, "add", "--programme", "prp", *arguments)
    found = LINK.fullmatch(ended.stdout)
    assert found
    payload = read_payload(found[1])
    assert payload
    assert payload.clinic_id == clinic_id_of("nada_clinic_bot")
    # What was understood stands beside it, with its weekday, for the person who typed it.
    assert f"session 1: prp is booked for {datetime.now(RIYADH) + timedelta(days=1):%A %Y-%m-%d}" in ended.stderr
    columns = "programme, area, number, total, booked, state, chat_id, token_hash is null"
    assert rows(tmp_path, f"select {columns} from sessions order by id") == [  # noqa: S608
        ("prp", "face", 2, 4, 1, "offered", None, 0),
        ("prp", "face", 3, 4, 1, "offered", None, 1),
    ]
    assert {str(at)[11:16] for (at,) in rows(tmp_path, "select at from sessions")} == {"14:00"}
    assert payload.token not in (tmp_path / "rafiq.db").read_bytes().decode("latin-1")
    assert rows(tmp_path, "select token_hash from sessions where id = 1") == [(digest_of(payload.token),)]


def test_times_are_on_the_clocks_of_the_zone_that_is_named(tmp_path: Path) -> None:
    add(tmp_path, "--at", in_days(1), "--zone", "Asia/Tehran")
    assert [str(at)[11:16] for (at,) in rows(tmp_path, "select at from sessions")] == ["13:30"]


def test_a_session_that_cannot_be_is_not_added_and_all_reasons_are_told(tmp_path: Path) -> None:
    arguments = ("--programme", "prb", "--at", "2026-02-30 17:00", "--number", "5", "--of", "4", "--next", "soon")
    told = errors(session(tmp_path, "add", *arguments))
    assert told[:3] == [
        "there is no programme 'prb'; did you mean 'prp'?",
        "session 5 of 4 cannot be: the number is larger than how many there are",
        "at: 2026-02-30 is not in the Gregorian calendar: correct the day or the month",
    ]
    assert told[3].startswith("--next: 'soon' is no time")
    assert not (tmp_path / "rafiq.db").exists()


async def test_an_unknown_zone_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenSetup, match="there is no time zone 'Asia/Riyad': write it as Asia/Riyadh"):
        await rules_of(settings(tmp_path), "Asia/Riyad")


def test_without_the_bots_name_there_is_no_link_and_nothing_is_stored(tmp_path: Path) -> None:
    (told,) = errors(session(tmp_path, "add", "--programme", "prp", "--at", "now", RAFIQ_LOG_LEVEL="info"))
    assert told.startswith("a link needs the bot's name: set RAFIQ_BOT_NAME")
    assert not (tmp_path / "rafiq.db").exists()


def test_telegram_is_asked_for_the_bots_name_where_a_token_is_set(tmp_path: Path) -> None:
    with running_simulator(tokens=frozenset({TOKEN})) as url:
        asked = {"TELEGRAM_API_BASE": url, "TELEGRAM_BOT_TOKEN": TOKEN}
        ended = session(tmp_path, "add", "--programme", "prp", "--at", "now", **asked)
        assert re.match(r"https://t\.me/\w+\?start=s_", ended.stdout), ended.stderr
        other = settings(tmp_path, telegram_api_base=url, telegram_bot_token="987654321:well-formed-but-unknown-00000")
        with pytest.raises(BrokenSetup, match="TELEGRAM_BOT_TOKEN"):
            asyncio.run(bot_name(other))
    with pytest.raises(BrokenSetup, match="Telegram did not tell the bot's name"):
        asyncio.run(bot_name(settings(tmp_path, telegram_api_base=url, telegram_bot_token=TOKEN)))


def test_a_list_is_imported_with_a_link_for_each_line(tmp_path: Path) -> None:
    written = (
        f"programme;at;area;number;of;next_at\nprp;{in_days(1)};face;2;4;{in_days(22)}\n\nmesotherapy_hair;now;;;;\n"
    )
    (tmp_path / "day.csv").write_text("\ufeff" + written, encoding="utf-8")
    ended = session(tmp_path, "import", "day.csv")
    assert ended.returncode == 0, ended.stderr
    first, second = csv.DictReader(io.StringIO(ended.stdout))
    assert (first["line"], first["programme"], first["area"], first["of"]) == ("2", "prp", "face", "4")
    assert (second["line"], second["programme"]) == ("4", "mesotherapy_hair")
    hashes = {hash_ for (hash_,) in rows(tmp_path, "select token_hash from sessions where token_hash is not null")}
    payloads = [read_payload(each["link"].partition("?start=")[2]) for each in (first, second)]
    assert {digest_of(payload.token) for payload in payloads if payload} == hashes
    assert "2 sessions registered" in ended.stderr


def test_a_list_with_one_wrong_line_registers_nothing(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_text(f"programme,at\nprp,{in_days(1)}\nprb,{in_days(1)}\nprp,\n", encoding="utf-8")
    assert errors(session(tmp_path, "import", "day.csv")) == [
        "line 3: there is no programme 'prb'; did you mean 'prp'?",
        "line 4: the time is missing: write it under 'at', as 2026-12-01 17:00",
        "nothing was registered: correct the list and import it again",
    ]
    assert not (tmp_path / "rafiq.db").exists()


async def test_a_list_that_cannot_be_stored_to_its_end_is_not_stored_at_all(tmp_path: Path) -> None:
    registration = await Registration.of(settings(tmp_path, rafiq_bot_name="nada_clinic_bot"), None)
    good = registration.read({"programme": "prp", "at": "now"})
    assert isinstance(good, Entry)
    with pytest.raises(StatementError, match="time zone"):
        await registration.register([good, replace(good, next_at=datetime(2026, 12, 1))])  # noqa: DTZ001
    assert rows(tmp_path, "select id from sessions") == []


async def test_sessions_are_listed_moved_and_cancelled(tmp_path: Path) -> None:
    await enrol(tmp_path, add(tmp_path, "--at", in_days(2), "--number", "1", "--of", "3"))
    add(tmp_path, "--at", in_days(1))
    moved = session(tmp_path, "move", "1", "--at", in_days(3, "10:30"))
    assert moved.stdout.startswith(f"session 1: {datetime.now(RIYADH) + timedelta(days=3):%A %Y-%m-%d} (14")
    assert moved.stdout.endswith(") 10:30 Asia/Riyadh\n")
    assert session(tmp_path, "cancel", "2").stdout == "session 2 is cancelled\n"
    header, *lines = session(tmp_path, "list").stdout.splitlines()
    assert header.split() == ["ID", "TIME", "TREATMENT", "SESSION", "AREA", "STATE", "PATIENT"]
    (line,) = lines
    assert line.split() == ["1", *in_days(3, "10:30").split(), "prp", "1/3", "-", "booked", "enrolled"]
    every = session(tmp_path, "list", "--all").stdout.splitlines()
    assert [line.split()[0] for line in every[1:]] == ["2", "1"]
    assert "cancelled" in every[1]


async def test_what_was_not_sent_yet_moves_and_is_cancelled_with_its_session(tmp_path: Path) -> None:
    await enrol(tmp_path, add(tmp_path, "--at", in_days(5)))
    here = settings(tmp_path)
    rules = await rules_of(here, None)
    planned = "select step, due_at, state from reminders order by step"
    before = rows(tmp_path, planned)
    assert {state for _, _, state in before} == {"planned"}

    assert isinstance(await move_session(here, 1, in_days(12), rules), datetime)
    week = [datetime.fromisoformat(str(due)) + timedelta(days=7) for _, due, _ in before]
    assert [datetime.fromisoformat(str(due)) for _, due, _ in rows(tmp_path, planned)] == week

    # The day came sooner: it took place, and the aftercare begins.
    assert isinstance(await move_session(here, 1, "now", rules), datetime)
    assert rows(tmp_path, "select booked from sessions") == [(0,)]
    waiting = {step for step, _, state in rows(tmp_path, planned) if state == "planned"}
    assert waiting
    assert waiting.isdisjoint(step for step, _, _ in before)

    assert await cancel_session(here, 1) is None
    assert {state for _, _, state in rows(tmp_path, planned)} == {"cancelled"}


async def test_what_cannot_be_moved_or_cancelled_is_told_and_stays(tmp_path: Path) -> None:
    add(tmp_path, "--at", "now")
    here = settings(tmp_path)
    rules = await rules_of(here, None)
    before = rows(tmp_path, "select * from sessions")
    for number, at, words in [
        (9, "now", "there is no session 9: rafiq session list --all shows them"),
        (1, in_days(3), "session 1 took place already and cannot be moved ahead"),
        (1, "2026-02-30 17:00", "2026-02-30 is not in the Gregorian calendar"),
        (1, in_days(-40), "is more than 30 days ago"),
        (1, in_days(400), "is more than a year ahead"),
    ]:
        told = await move_session(here, number, at, rules)
        assert isinstance(told, Wrong)
        assert words in told.sentence
    assert rows(tmp_path, "select * from sessions") == before
    assert session(tmp_path, "cancel", "1").returncode == 0
    assert errors(session(tmp_path, "cancel", "1")) == ["session 1 is cancelled already"]
    assert errors(session(tmp_path, "move", "1", "--at", "now")) == ["session 1 is cancelled already"]


@pytest.mark.parametrize(
    "arguments", [("move", str(2**64), "--at", "now"), ("cancel", "0"), ("cancel", "one"), ("add",), ("import",)]
)
def test_what_the_command_line_does_not_take_is_told(arguments: tuple[str, ...]) -> None:
    ended = CliRunner().invoke(app, ["session", *arguments])
    assert ended.exit_code == 2
    assert "Usage: " in ended.output


async def test_alarms_are_listed_until_they_are_closed(tmp_path: Path) -> None:
    raised = datetime(2026, 11, 30, 7, 48, tzinfo=UTC)
    await stored(tmp_path, lambda connection: raise_alarm(connection, PATIENT, symptom="swelling", now=raised))
    assert run_rafiq(tmp_path, "alarms").stdout == "1  2026-11-30 10:48 Asia/Riyadh  chat 77  swelling\n"
    assert run_rafiq(tmp_path, "alarms", "--close", "1").stdout == "alarm 1 is closed\n"
    assert run_rafiq(tmp_path, "alarms").stdout == ""
    assert errors(run_rafiq(tmp_path, "alarms", "--close", "1")) == [
        "there is no open alarm 1: rafiq alarms lists those that are"
    ]


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "rafiq.db").write_text("this is no database")
    (told,) = errors(session(tmp_path, "add", "--programme", "prp", "--at", "now"))
    assert told.startswith("RAFIQ_DATABASE: ")
