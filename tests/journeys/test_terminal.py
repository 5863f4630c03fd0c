"""Rafiq on a terminal: the same answers as on Telegram, for people and for programs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.settings import ROOT
from tests.journeys.words import Words
from tests.rafiq_process import RAFIQ, RafiqProcess, environment_of, run_rafiq

FIELDS = [
    "text", "language", "topic", "asked_back", "treatment", "entities", "confidence", "red_flag", "red_flag_level",
    "answer", "buttons",
]  # fmt: skip


@pytest.fixture
def folder(rafiq: RafiqProcess) -> Path:
    """Where the shared Rafiq runs: a command there finds its Rasa instead of starting one of its own."""
    return rafiq.folder


def ask(folder: Path, text: str | bytes, *options: str) -> list[dict[str, Any]]:
    """Return what `rafiq ask --json` writes for these lines; nothing else is written, and nothing goes wrong."""
    ended = run_rafiq(folder, "ask", "--json", *options, text=text)
    assert (ended.returncode, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


# --- rafiq ask


def test_one_message_is_answered_with_its_buttons(folder: Path, words: Words) -> None:
    ended = run_rafiq(folder, "ask", "كم جلسة أحتاج؟")
    assert ended.returncode == 0
    follow_ups = [f"  [{label}]" for label in (*words.follow_ups("sessions_count", "ar"), "👍", "👎")]
    assert ended.stdout.splitlines() == [*words.answer("sessions_count", "ar").splitlines(), *follow_ups]


def test_a_message_is_reshaped_for_terminals_without_bidi(folder: Path) -> None:
    plain, reshaped = (
        run_rafiq(folder, "ask", "چند جلسه لازمه؟", option).stdout for option in ("--no-reshape", "--reshape")
    )
    assert "جلسه" in plain
    assert "جلسه" not in reshaped
    assert any("\ufb50" <= letter <= "\ufeff" for letter in reshaped)


def test_each_line_becomes_an_object_with_every_field_in_order(folder: Path, words: Words) -> None:
    lines = "كم جلسة أحتاج للبلازما؟\n\n   \nمتى أقدر أحط مكياج؟\nنفسم بالا نمیاد\nپلاسما\nمين رئيس فرنسا؟"
    sessions, makeup, urgent, plasma, unknown = records = ask(folder, lines)
    assert [list(record) for record in records] == [FIELDS] * 5
    assert [record["text"] for record in records] == [line for line in lines.splitlines() if line.strip()]

    assert sessions["topic"] == "sessions_count"
    assert sessions["language"] == "ar"
    assert sessions["treatment"] == "prp"
    assert sessions["entities"] == {"treatment": ["prp"]}
    assert sessions["answer"] == words.answer("sessions_count", "ar", "prp")
    assert (
        sessions["buttons"][0] == {"label": words.follow_ups("sessions_count", "ar")[0], "data": "t:session_interval"}
        or sessions["buttons"]
    )
    assert 0 < sessions["confidence"] <= 1
    assert (sessions["asked_back"], sessions["red_flag"], sessions["red_flag_level"]) == ([], None, None)

    assert (makeup["topic"], makeup["treatment"]) == ("activity_check", None)
    assert makeup["entities"] == {"activity": ["makeup"]}

    assert (urgent["topic"], urgent["language"]) == ("emergency", "fa")
    assert (urgent["red_flag"], urgent["red_flag_level"]) == ("breathing", "ambulance")
    assert urgent["buttons"] == []

    assert plasma["topic"] == "what_is"
    assert plasma["asked_back"] == ["what_is", "price", "sessions_count"]
    assert plasma["treatment"] == "prp"

    assert unknown["topic"] == "out_of_scope"


def test_a_time_is_given_as_the_patient_wrote_it(folder: Path) -> None:
    swollen, booked = ask(folder, "وجهي وارم من امبارح\nفردا ساعت ۵ عصر نوبت دارم")
    assert swollen["entities"]["when"] == ["من امبارح"]
    assert swollen["entities"]["symptom"] == ["swelling"]
    assert booked["entities"]["when"] == ["فردا ساعت ۵ عصر"]


def test_a_red_flag_tells_what_it_is_about(folder: Path) -> None:
    # Nobody waits for what it is about: on a machine that is busy it may be left out once.
    records = ask(folder, "\n".join(["عملت بلازما ولساني عم يورم وما عم بقدر اتنفس"] * 5))
    assert {record["topic"] for record in records} == {"emergency"}
    told = [record for record in records if record["treatment"]]
    assert told
    assert {(record["treatment"], *record["entities"]["symptom"]) for record in told} == {("prp", "swelling")}


def test_a_message_typed_with_the_keyboard_left_in_english_is_read(folder: Path) -> None:
    arabic, persian, urgent = ask(folder, "ljn hr]v hysg ,[id\nicdki lc, ]kni\ngfl ,vl ;vni kldj,kl kts f;al")
    assert (arabic["topic"], arabic["language"]) == ("activity_check", "ar")
    assert (persian["topic"], persian["language"]) == ("price", "fa")
    assert urgent["red_flag_level"] == "ambulance"
    assert arabic["text"] == "ljn hr]v hysg ,[id"


def test_without_conversation_every_line_stands_alone(folder: Path) -> None:
    first, second = ask(folder, "كم جلسة للبلازما؟\nكم جلسة أحتاج؟\n")
    assert (first["treatment"], second["treatment"]) == ("prp", None)


def test_in_a_conversation_lines_are_turns_until_an_empty_one(folder: Path, words: Words) -> None:
    lines = "كم جلسة أحتاج؟\nوللبلازما؟\nهل تؤلم؟\n\nهل تؤلم؟\n"
    records = ask(folder, lines, "--conversation")
    assert [record["topic"] for record in records] == ["sessions_count", "sessions_count", "pain", "pain"]
    assert [record["treatment"] for record in records] == [None, "prp", "prp", None]
    assert records[1]["answer"] == words.answer("sessions_count", "ar", "prp")


def test_many_lines_keep_their_order(folder: Path) -> None:
    lines = [f"كم جلسة أحتاج؟ {'و' * number}" for number in range(60)]
    assert [record["text"] for record in ask(folder, "\n".join(lines))] == lines


HARD = {
    "invalid UTF-8": b"\xff\xfe \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \x80",
    "a surrogate in UTF-8": b"\xed\xa0\x80 \xd9\x87\xd9\x84 \xd9\x8a\xd8\xa4\xd9\x84\xd9\x85",
    "NUL": "هل\0 يؤلم؟".encode(),
    "4,096 letters": ("هل يؤلم؟ " * 456)[:4096].encode(),
    "100,000 letters": ("م" * 100_000).encode(),
    "Chinese": "这个疼吗？".encode(),
    "Cyrillic": "это больно?".encode(),
    "Hebrew": "זה כואב?".encode(),
    "English": b"does it hurt?",
    "emoji": "😀🙏🏽👩‍👩‍👧".encode(),
    "presentation forms": "ﻫﻞ ﻳﺆﻟﻢ؟".encode(),
    "vocalised": "هَلْ يُؤْلِمُ؟".encode(),
    "bidi controls": "\u202e\u2066هل يؤلم؟\u2069\u202c".encode(),
    "braces": b"{clinic_phone} %s {0} $(ls)",
    "a slash": b"/restart",
    "an intent": b'/price{"treatment": "prp"}',
    "a BOM": b"\xef\xbb\xbf\xd9\x87\xd9\x84 \xd9\x8a\xd8\xa4\xd9\x84\xd9\x85\xd8\x9f",
    "JSON": b'{"text": "x"}',
    "line separators": "هل\u2028يؤلم\u2029؟\u0085".encode(),
}


def test_whatever_a_line_holds_it_is_answered(folder: Path) -> None:
    records = ask(folder, b"\n".join(HARD.values()) + b"\n")
    assert len(records) == len(HARD)
    for name, record in zip(HARD, records, strict=True):
        assert list(record) == FIELDS, name
        assert record["language"] in {"ar", "fa"}, name
        assert record["answer"], name
    topics = dict(zip(HARD, (record["topic"] for record in records), strict=True))
    assert [topics[name] for name in ("presentation forms", "vocalised", "bidi controls", "a BOM")] == ["pain"] * 4


def test_a_broken_encoding_of_the_terminal_does_not_matter(folder: Path) -> None:
    ended = subprocess.run(
        [RAFIQ, "ask", "--json"], input="كم جلسة أحتاج؟\n".encode(), capture_output=True, cwd=folder, check=True,
        env={**environment_of(folder, {}), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )  # fmt: skip
    assert json.loads(ended.stdout.decode())["text"] == "كم جلسة أحتاج؟"


def test_nothing_to_answer_is_one_clear_line(tmp_path: Path) -> None:
    ended = run_rafiq(tmp_path, "ask")
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        'rafiq: say what to answer: rafiq ask "…", or lines on standard input with --json'
    ]


def test_asking_starts_a_rasa_where_none_is_running(trained: None, tmp_path: Path) -> None:
    assert ask_alone(tmp_path)[0]["topic"] == "sessions_count"


def ask_alone(folder: Path) -> list[dict[str, Any]]:
    ended = run_rafiq(folder, "ask", "--json", text="كم جلسة أحتاج؟\n")
    assert ended.returncode == 0
    assert "starting the language model" in ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


# --- rafiq chat


def test_a_talk_in_the_terminal_is_the_talk_on_telegram(folder: Path, words: Words) -> None:
    ended = run_rafiq(folder, "chat", text="كم جلسة أحتاج؟\n1\nوللبلازما؟\n/menu\n\n")
    assert ended.returncode == 0
    said = [
        words.phrase("greeting", "ar"),
        words.answer("sessions_count", "ar"),
        words.answer(words.catalogue.topics["sessions_count"].follow_ups[0], "ar"),
        words.answer(words.catalogue.topics["sessions_count"].follow_ups[0], "ar", "prp"),
        words.phrase("menu_title", "ar"),
    ]
    places = [ended.stdout.find(text) for text in said]
    assert places == sorted(places)
    assert -1 not in places
    assert f"[3] {next(iter(words.sections('ar')))}" in ended.stdout


def test_a_talk_on_a_real_terminal_is_reshaped_and_ends_with_control_d(folder: Path) -> None:
    ours, theirs = os.openpty()
    environment = {**environment_of(folder, {}), "TERM": "xterm"}
    environment.pop("VTE_VERSION", None)
    with subprocess.Popen(
        [RAFIQ, "chat"], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment
    ) as process:
        os.close(theirs)
        shown = b"".join(_until_prompt(ours))
        os.write(ours, b"\x04")
        assert process.wait(timeout=20) == 0
    os.close(ours)
    assert any("\ufb50" <= letter <= "\ufeff" for letter in shown.decode("utf-8", "replace"))


def _until_prompt(terminal: int) -> Iterator[bytes]:
    shown = b""
    while not shown.endswith(b"> "):
        piece = os.read(terminal, 4096)
        shown += piece
        yield piece


# --- rafiq preview, check, --version


@pytest.mark.parametrize("programme", ["mesotherapy_face", "prp"])
def test_a_preview_shows_the_answer_as_patients_read_it(tmp_path: Path, words: Words, programme: Any) -> None:
    ended = run_rafiq(tmp_path, "preview", "sessions_count", "--programme", programme, "--no-reshape")
    assert ended.returncode == 0
    both = [words.answer("sessions_count", language, programme) for language in ("ar", "fa")]
    assert ended.stdout == "".join(f"{text}\n\n" for text in both)
    one = run_rafiq(tmp_path, "preview", "sessions_count", "--programme", programme, "--language", "fa", "--no-reshape")
    assert one.stdout == f"{both[1]}\n\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("session_count",), "there is no topic session_count; did you mean"),
        (("pain", "--programme", "botox"), "there is no programme botox"),
        (("pain", "--language", "en"), "there is no language en"),
    ],
)
def test_a_preview_of_what_does_not_exist_says_what_does(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    ended = run_rafiq(tmp_path, "preview", *arguments)
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines()
    assert said in line


def test_the_content_as_it_ships_passes_the_check(tmp_path: Path) -> None:
    ended = run_rafiq(tmp_path, "check")
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("0 errors, ")
    assert "awaiting the clinic doctor's signature" in ended.stdout


def test_all_errors_of_the_content_are_listed_with_their_places(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    pain = content / "topics" / "about_the_treatment" / "pain.yml"
    pain.write_text(pain.read_text(encoding="utf-8").replace("label:", "lable:", 1), encoding="utf-8")
    menu = content / "menu.yml"
    menu.write_text(menu.read_text(encoding="utf-8").replace("booking", "bookings", 1), encoding="utf-8")
    phrases = content / "phrases.yml"
    phrases.write_text(f"{phrases.read_text(encoding='utf-8')}menu_title: {{ar: ؟, fa: ؟}}\n", encoding="utf-8")
    ended = run_rafiq(tmp_path, "check", settings={"RAFIQ_CONTENT": str(content)})
    assert ended.returncode == 1
    errors = [line for line in ended.stdout.splitlines() if ": error: " in line]
    places = {line.partition(":")[0] for line in errors}
    assert {"content/menu.yml", "content/phrases.yml", "content/topics/about_the_treatment/pain.yml"} <= places
    assert any("did you mean 'booking'" in line or "did you mean booking" in line for line in errors), errors
    assert ended.stdout.splitlines()[-1].startswith(f"{len(errors)} errors, ")


def test_the_version_is_said(tmp_path: Path) -> None:
    assert run_rafiq(tmp_path, "--version").stdout == f"rafiq {__version__}\n"


def test_uv_run_does_the_same_and_changes_no_installed_version(tmp_path: Path) -> None:
    uv = next(path for path in (ROOT / ".uv" / "bin" / "uv", shutil.which("uv")) if path and Path(path).exists())
    before = _installed()
    ended = subprocess.run(
        [uv, "run", "--offline", "rafiq", "--version"],
        capture_output=True, text=True, cwd=ROOT, env=environment_of(tmp_path, {}), timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, f"rafiq {__version__}\n"), ended.stderr
    assert _installed() == before
    assert not (ROOT / "uv.lock").exists()


def _installed() -> str:
    listing = "from importlib.metadata import distributions as d; print(sorted((x.name, x.version) for x in d()))"
    return subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True).stdout


def test_labelled_messages_are_measured_with_a_report(folder: Path, tmp_path: Path) -> None:
    labelled = tmp_path / "mine.yml"
    labelled.write_text(
        '- {text: "كم جلسة أحتاج؟", topic: sessions_count, language: ar, variety: gulf}\n'
        '- turns:\n  - {text: "درد داره؟", topic: pain, language: fa}\n'
        '  - {text: "پلاسما؟", topic: pain, language: fa, treatment: prp}\n',
        encoding="utf-8",
    )
    ended = run_rafiq(folder, "evaluate", str(labelled), "--report", str(tmp_path / "report.html"))
    assert ended.returncode == 0, ended.stderr
    assert "topic and treatment right  1.000 (2)" in ended.stdout
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_labelled_messages_that_cannot_be_read_are_told_with_their_line(folder: Path, tmp_path: Path) -> None:
    labelled = tmp_path / "mine.yml"
    labelled.write_text('- {text: "كم", topic: weather, language: ar}\n', encoding="utf-8")
    ended = run_rafiq(folder, "evaluate", str(labelled))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"{labelled}:1: error: 0: there is no topic weather" in ended.stderr
    assert "Traceback" not in ended.stderr
