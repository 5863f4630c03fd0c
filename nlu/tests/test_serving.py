"""Rasa behind its own channel: who may ask, what comes back, what stays, and when it ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Served, serve

from bot.rasa_process.model import fingerprint


def test_the_served_model_names_the_fingerprint_that_it_was_trained_from(rasa: Served) -> None:
    assert rasa.ask("ready") == (200, {"fingerprint": fingerprint(ROOT)})


@pytest.mark.parametrize("secret", ["", "wrong"])
@pytest.mark.parametrize("path", ["ready", "understand"])
def test_who_does_not_bear_the_secret_is_turned_away(rasa: Served, path: str, secret: str) -> None:
    assert rasa.ask(path, {"text": "سلام"} if path == "understand" else None, secret)[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 5},
        {"text": "x" * 20_001},
        {"text": "سلام", "context": {"slots": 1}},
        {"text": "سلام", "context": 3},
    ],
)
def test_a_request_of_another_form_is_refused(rasa: Served, body: dict) -> None:
    assert rasa.ask("understand", body)[0] == 400


def test_a_question_is_understood_in_both_languages(rasa: Served) -> None:
    for text, language in (("هل الإبر تؤلم كثيرا؟", "ar"), ("آیا تزریقش خیلی درد دارد؟", "fa")):
        answer = rasa.understands(text)
        assert (answer["act"], answer["intent"]["name"]) == ("answer", "pain")
        assert answer["language"]["name"] == language


def test_yes_means_something_else_after_a_question_of_the_bot(rasa: Served) -> None:
    assert rasa.understands("ايوه", pending=True)["act"] == "accept"
    assert rasa.understands("ايوه", pending=False)["act"] == "chat"


def test_a_leading_slash_does_not_name_an_intent(rasa: Served) -> None:
    answer = rasa.understands("/price")
    assert answer["intent"]["confidence"] < 1.0


def test_a_message_means_the_same_whatever_was_said_before(rasa: Served) -> None:
    first = rasa.understands("متى أقدر أحط مكياج بعد الجلسة؟")
    for other in ("کم سعر الجلسه", "لا", "چند جلسه", "😊"):
        rasa.understands(other)
    assert rasa.understands("متى أقدر أحط مكياج بعد الجلسة؟") == first


@pytest.mark.parametrize("text", ["", " ", "۱۲۳", "😊", "\x00\x07", "你好", "x" * 4096, "الله " * 800, "\u202e\u2066"])
def test_a_strange_text_is_understood_as_something_and_is_no_error(rasa: Served, text: str) -> None:
    assert rasa.understands(text)["ranking"]


def test_what_patients_write_is_not_in_rasas_output(rasa: Served, rasa_log: Path) -> None:
    rasa.understands("علامة مميزة zyxwv هل تؤلم")
    assert "zyxwv" not in rasa_log.read_text(errors="replace")


def test_rasa_ends_when_its_parent_does(model: Path, tmp_path: Path) -> None:
    served = serve(model, tmp_path / "output")
    assert served.process.stdin is not None
    # The pipe closes when the process that holds its other end is gone, however it went.
    served.process.stdin.close()
    assert served.process.wait(timeout=5) == 0


def test_a_missing_model_is_no_reason_to_serve_another_one(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "nlu.serve",
        "--port",
        "1",
        "--model",
        str(tmp_path / "none.tar.gz"),
    ]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert "there is no model at" in ended.stderr
