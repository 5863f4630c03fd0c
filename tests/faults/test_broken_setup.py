"""A Rafiq that is set up wrongly says in one line what to do, and ends: no traceback, no half-working bot."""

import asyncio
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

import bot.wiring
from bot.broken_setup import BrokenSetup
from bot.cli.console import settings_or_exit
from bot.rasa_client import RasaClient
from bot.settings import ROOT, Settings
from tests.rafiq_process import OPEN, RafiqProcess, environment_of, run_rafiq, settings_for
from tests.simulator_client import TOKEN, Simulation, running_simulator

SOME_TOKEN = "987654321:another-well-formed-token-0000000"


@pytest.fixture(scope="module")
def picky_url() -> Iterator[str]:
    """Give the address of a Telegram that accepts one token."""
    with running_simulator(tokens=frozenset({TOKEN})) as url:
        yield url


def error_of(ended: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line that the person at the console reads as an error."""
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("rafiq: ")]
    assert ended.stderr.rstrip().endswith(line), "it is not the last line"
    return line.removeprefix("rafiq: ")


SETTINGS: list[tuple[Mapping[str, str], str]] = [
    # A typing error in the name of a setting would be taken for its absence.
    ({"RAFIQ_PROT": "8080"}, "RAFIQ_PROT is no setting; did you mean RAFIQ_PORT?"),
    ({"RAFIQ_UNHEARD_OF": "1"}, "RAFIQ_UNHEARD_OF is no setting; see the table of settings in README.md"),
    ({"RAFIQ_PORT": "eighty"}, "RAFIQ_PORT: Input should be a valid integer"),
    ({"RAFIQ_PORT": "65536"}, "RAFIQ_PORT: Input should be less than or equal to 65535"),
    ({"RAFIQ_LOG_LEVEL": "loud"}, "RAFIQ_LOG_LEVEL: Input should be 'debug', 'info', 'warning' or 'error'"),
    ({"RAFIQ_DATABASE": "postgresql://db/rafiq"}, "RAFIQ_DATABASE: must name a file"),
    # Neither would keep anything.
    ({"RAFIQ_DATABASE": "sqlite:///"}, "RAFIQ_DATABASE: must name a file"),
    ({"RAFIQ_DATABASE": "sqlite:///:memory:"}, "RAFIQ_DATABASE: must name a file"),
    ({"WEBHOOK_URL": "clinic.example"}, "WEBHOOK_URL: must be an address such as https://clinic.example/telegram"),
    ({"TELEGRAM_PROXY": "proxy:1080"}, "TELEGRAM_PROXY: must be an address such as socks5://"),
    ({"TELEGRAM_API_BASE": "telegram"}, "TELEGRAM_API_BASE: must be an address such as https://api.telegram.org"),
    ({"RASA_URL": "rasa:5005", "RAFIQ_RASA_SECRET": "s"}, "RASA_URL: must be an address such as http://rasa:5005"),
    ({"RASA_URL": "http://127.0.0.1:5005"}, "RASA_URL needs RAFIQ_RASA_SECRET"),
    # Both are named at once.
    ({"RAFIQ_PORT": "x", "RAFIQ_LOG_LEVEL": "y"}, "RAFIQ_PORT: Input should be a valid integer, unable to parse string"
     " as an integer; RAFIQ_LOG_LEVEL: "),
]  # fmt: skip


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting of this machine, and an empty working directory."""
    for name in os.environ.keys() - environment_of(tmp_path, {}).keys():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@pytest.mark.parametrize(("settings", "line"), SETTINGS)
def test_a_wrong_setting_is_named(
    settings: Mapping[str, str], line: str, nothing_set: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in settings.items():
        nothing_set.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        settings_or_exit()
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert told.startswith(f"rafiq: {line}")
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"RAFIQ_PROT": "8080"}, "RAFIQ_PROT is no setting; did you mean RAFIQ_PORT?"),
        (
            {"TELEGRAM_API_BASE": "http://127.0.0.1:1"},
            "TELEGRAM_API_BASE is set, but TELEGRAM_BOT_TOKEN is not: set both, or neither for the simulator",
        ),
        ({"TELEGRAM_BOT_TOKEN": "my bot's token"}, "TELEGRAM_BOT_TOKEN holds no token: copy the one from @BotFather"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/nowhere/token"}, "TELEGRAM_BOT_TOKEN_FILE: /nowhere/token cannot be read"),
        ({"TELEGRAM_BOT_TOKEN_FILE": "/dev/null"}, "TELEGRAM_BOT_TOKEN_FILE holds no token"),
    ],
)
def test_a_start_that_cannot_work_ends_with_a_line(settings: Mapping[str, str], line: str, tmp_path: Path) -> None:
    assert error_of(run_rafiq(tmp_path, "run", settings=settings)).startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"RAFIQ_PROT=8080\n", "RAFIQ_PROT is no setting; did you mean RAFIQ_PORT?"),
        (b"rafiq_log_levl=debug\n", "rafiq_log_levl is no setting; did you mean RAFIQ_LOG_LEVEL?"),
        (b"RAFIQ_TELEGRAM_PROXY=socks5://x:1\n", "RAFIQ_TELEGRAM_PROXY is no setting; did you mean TELEGRAM_PROXY?"),
        (b"RAFIQ_PORT=\xff\xfe\n", ".env is no UTF-8 text"),
    ],
)
def test_a_wrong_line_in_the_file_of_settings_is_named(
    text: bytes, line: str, nothing_set: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(text)
    with pytest.raises(SystemExit):
        settings_or_exit()
    assert capsys.readouterr().err.startswith(f"rafiq: {line}")


def test_a_setting_that_is_empty_is_none(tmp_path: Path, picky_url: str) -> None:
    """An empty WEBHOOK_URL would leave the bot deaf; here the start goes on to the token, which is wrong."""
    empty = {"WEBHOOK_URL": "", "RASA_URL": "", "TELEGRAM_PROXY": "", "TELEGRAM_BOT_TOKEN_FILE": ""}
    settings = settings_for(picky_url, **empty | {"TELEGRAM_BOT_TOKEN": SOME_TOKEN})
    assert error_of(run_rafiq(tmp_path, "run", settings=settings)).startswith("Telegram does not accept")


def test_a_wrong_token_is_named_but_not_repeated(tmp_path: Path, picky_url: str) -> None:
    ended = run_rafiq(tmp_path, "run", settings=settings_for(picky_url, TELEGRAM_BOT_TOKEN=SOME_TOKEN))
    assert error_of(ended) == (
        "Telegram does not accept TELEGRAM_BOT_TOKEN (wrong or revoked): get a valid one from @BotFather"
    )
    assert SOME_TOKEN not in ended.stderr


def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        error = error_of(run_rafiq(tmp_path, "run", settings={"RAFIQ_PORT": str(port)}))
    assert error == (
        f"port {port} on 127.0.0.1 cannot be used (Address already in use):"
        " stop what listens there, or choose another one with RAFIQ_PORT"
    )


def test_a_webhook_that_telegram_refuses_is_named(tmp_path: Path, picky_url: str) -> None:
    settings = settings_for(picky_url, WEBHOOK_URL="https://clinic.example/telegram")
    error = error_of(run_rafiq(tmp_path, "run", settings=settings))
    assert error.startswith("WEBHOOK_URL or WEBHOOK_SECRET: Telegram refuses it (Bad webhook")


def test_broken_content_is_named_with_its_file_and_line(tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    pain = content / "topics" / "about_the_treatment" / "pain.yml"
    lines = pain.read_text().splitlines()
    pain.write_text("\n".join([*lines, "ar: [", "never closed"]))
    ended = run_rafiq(tmp_path, "run", settings={"RAFIQ_CONTENT": str(content), "RAFIQ_PORT": "0"})
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    first, *_, last = ended.stderr.splitlines()
    assert first.startswith("rafiq: content/topics/about_the_treatment/pain.yml:")
    assert last == "rafiq: the content has errors; `rafiq check` lists all there is to know"


def not_a_folder(folder: Path) -> Path:
    (folder / "file").write_text("")
    return folder / "file" / "rafiq.db"


def not_a_file(folder: Path) -> Path:
    return folder


def not_a_database(folder: Path) -> Path:
    (folder / "letter.txt").write_text("Dear patient, " * 1000)
    return folder / "letter.txt"


def of_another_program(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "other.db")) as connection:
        connection.execute("CREATE TABLE chats (title TEXT)")
    return folder / "other.db"


def of_a_later_version(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "later.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.commit()
    return folder / "later.db"


@pytest.mark.parametrize(
    ("database", "reason"),
    [
        (not_a_folder, "("),
        (not_a_file, "(unable to open database file)"),
        (not_a_database, "(file is not a database)"),
        (of_another_program, "(table chats already exists)"),
        (of_a_later_version, "(Can't locate revision identified by '9999')"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(
    database: Callable[[Path], Path], reason: str, tmp_path: Path, picky_url: str
) -> None:
    path = database(tmp_path)
    settings = settings_for(picky_url, RAFIQ_DATABASE=f"sqlite:///{path}")
    assert error_of(run_rafiq(tmp_path, "run", settings=settings)).startswith(
        f"RAFIQ_DATABASE: {path} cannot be used {reason}"
    )


def test_the_demo_clinic_meets_no_real_patient_and_telegram_is_not_even_called(tmp_path: Path) -> None:
    with socket.socket() as proxy:
        proxy.bind(("127.0.0.1", 0))
        proxy.listen()
        proxy.settimeout(0.1)
        way_out = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        settings = {"TELEGRAM_BOT_TOKEN": SOME_TOKEN, "TELEGRAM_PROXY": way_out}
        error = error_of(run_rafiq(tmp_path, "run", settings=settings))
        with pytest.raises(TimeoutError):
            proxy.accept()
    assert error.startswith("content/clinic.yml is the invented demo clinic: fill in your clinic's facts")


def test_a_clinic_without_a_number_for_people_in_despair_meets_no_real_patient(tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    clinic = content / "clinic.yml"
    clinic.write_text(clinic.read_text().replace("demo: true", "demo: false"))
    settings = {"TELEGRAM_BOT_TOKEN": SOME_TOKEN, "RAFIQ_CONTENT": str(content)}
    error = error_of(run_rafiq(tmp_path, "run", settings=settings))
    assert error.startswith("content/clinic.yml: self_harm_line is missing")


def test_rasas_missing_environment_is_named_with_the_command_that_makes_it(tmp_path: Path, picky_url: str) -> None:
    repository = tmp_path / "repository"
    for folder in ("bot", "content", "stories", "nlu"):
        shutil.copytree(ROOT / folder, repository / folder, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    environment = environment_of(tmp_path, settings_for(picky_url))
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=repository, env={**environment, "PYTHONPATH": str(repository)}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert error_of(ended) == (
        f"Rasa's environment is missing ({repository}/nlu/.venv): run `make run` once to make it"
    )


def test_a_rasa_with_another_secret_is_named(tmp_path: Path, picky_url: str, shared_rasa: dict[str, str]) -> None:
    settings = settings_for(picky_url, **shared_rasa | {"RAFIQ_RASA_SECRET": "a guess"})
    error = error_of(run_rafiq(tmp_path, "run", settings=settings))
    assert error == f"RASA_URL: {shared_rasa['RASA_URL']} does not accept RAFIQ_RASA_SECRET: give both the same one"


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (None, "does not answer: start that Rasa, or take RASA_URL out to run one here"),
        (b'{"fingerprint": "rafiq-old"}', "serves another model (rafiq-old) than this version needs"),
    ],
)
async def test_a_rasa_elsewhere_that_does_not_come_or_is_another_is_named(
    answer: bytes | None, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The patience is for containers that start side by side; here it is short."""
    monkeypatch.setattr(bot.wiring, "_EXTERNAL_RASA_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as elsewhere:
        if answer is None:
            elsewhere.close()
            url = "http://127.0.0.1:1"
        else:
            url = f"http://127.0.0.1:{elsewhere.getsockname()[1]}"
            Thread(target=answer_each, args=(elsewhere, answer), daemon=True).start()
        settings = Settings(rasa_url=url, rafiq_rasa_secret="secret")
        client = RasaClient()
        with pytest.raises(BrokenSetup) as told:
            await bot.wiring.keep_rasa(settings, client, say=lambda _: None)
        await client.disconnect()
    assert str(told.value).startswith(f"RASA_URL: {url} {line}")


def answer_each(server: socket.socket, body: bytes) -> None:
    """Answer each request with one body, until the socket is closed."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(65_536)
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode() + body)


async def test_a_database_that_fails_under_a_running_rafiq_ends_it_with_a_line(
    own_telegram: Simulation, settings: dict[str, str], tmp_path: Path
) -> None:
    patient = await own_telegram.patient()
    with RafiqProcess(tmp_path, settings) as rafiq:
        rafiq.waits_until(OPEN)
        with closing(sqlite3.connect(tmp_path / "rafiq.db", timeout=10)) as connection:
            connection.execute("DROP TABLE inbox")
        await patient.says("zqx, as a patient writes")
        assert await asyncio.to_thread(rafiq.ends) == 1
    (line,) = [line for line in rafiq.stderr.splitlines() if line.startswith("rafiq: ")]
    assert line.startswith(f"rafiq: RAFIQ_DATABASE: {tmp_path}/rafiq.db cannot be used (no such table: inbox)")
    assert "Traceback" not in rafiq.stderr
    assert "zqx" not in rafiq.stderr
