"""The rules, on talks in intents and slots."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_stories(model: Path, stories: str, out: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "test", "core", "--fail-on-prediction-errors"]
    files = ["--model", str(model), "--stories", stories, "--endpoints", "nlu/endpoints.yml", "--out", str(out)]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *files], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_every_talk_goes_as_its_story_says(model: Path, tmp_path: Path) -> None:
    ended = run_stories(model, "stories/tests", tmp_path)
    assert ended.returncode == 0, ended.stderr[-2000:]


@pytest.mark.parametrize("story", sorted((ROOT / "stories" / "wrong").glob("*.yml"), key=str))
def test_a_wrong_story_fails(model: Path, tmp_path: Path, story: Path) -> None:
    ended = run_stories(model, str(story), tmp_path)
    assert ended.returncode != 0
    assert "prediction" in (ended.stderr + ended.stdout).lower()
