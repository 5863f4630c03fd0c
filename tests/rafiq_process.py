"""The real thing for tests: `rafiq run` as a child process, with the real Rasa as its own child.

with RafiqProcess(folder, settings_for(simulator_url)) as rafiq:
    rafiq.waits_until(UNDERSTANDS)
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import IO, Self

import psutil

from bot.rasa_process.model import fingerprint, model_path
from bot.settings import ROOT
from tests.simulator_client import TOKEN

RAFIQ = Path(sys.executable).parent / "rafiq"
MODELS = ROOT / "models"
OPEN = "menus, safety and the page answer"
UNDERSTANDS = "free text is understood"
ADMINS = range(900_001, 900_061)
"""Numbers at Telegram of the clinic's admins, whom the settings of the shared Rafiq name."""
LONGEST_START = 240.0
"""Seconds, if the model must be trained first."""
_OURS = ("RAFIQ_", "TELEGRAM_", "WEBHOOK_", "RASA_")


def settings_for(simulator_url: str, **more: str) -> dict[str, str]:
    """Return the settings of a Rafiq that serves the patients of a simulator."""
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": simulator_url, "RAFIQ_PORT": "0", **more}


def environment_of(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with these settings and none of this machine's.

    What is stored, stays below `folder`. So does the note on where Rasa is: a Rafiq that runs beside the tests is not
    disturbed, and does not disturb.
    """
    others = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    kept = {"RAFIQ_DATABASE": f"sqlite:///{folder}/rafiq.db", "RAFIQ_MODELS": str(_models_below(folder))}
    return {**others, **kept, **settings}


def run_rafiq(
    folder: Path, *arguments: str, text: str | bytes = b"", settings: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command of Rafiq to its end, with `text` on standard input, and return what it wrote."""
    ended = subprocess.run(
        [RAFIQ, *arguments],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True, cwd=folder, env=environment_of(folder, settings or {}), timeout=LONGEST_START, check=False,
    )  # fmt: skip
    return subprocess.CompletedProcess(ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode())


class RafiqProcess:
    """One `rafiq run`, and what it says on standard error. Leaving the block ends it and its Rasa."""

    def __init__(self, folder: Path, settings: Mapping[str, str], *, command: Sequence[str] = ("run",)) -> None:
        """Start it in `folder`, where its database is, too; `settings` are all that it is told."""
        self.folder = folder
        self._process = subprocess.Popen(
            [RAFIQ, *command],
            cwd=folder, env=environment_of(folder, settings),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._lines: list[str] = []
        self._heard = Condition()
        self._ended = False
        self._reader = Thread(target=self._read, args=[self._process.stderr], daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.kill()
        self._reader.join(timeout=10)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def stderr(self) -> str:
        """Return all that it has said so far."""
        with self._heard:
            return "".join(self._lines)

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.poll() is None

    def waits_until(self, said: str, *, times: int = 1, within: float = LONGEST_START) -> None:
        """Wait until it has said something on standard error, so many times."""
        with self._heard:
            heard = self._heard.wait_for(
                lambda: self._ended or sum(said in line for line in self._lines) >= times, within
            )
            words = "".join(self._lines)
        assert heard and words.count(said) >= times, f"{said!r} was not said within {within} s:\n{words}"  # noqa: PT018

    def rasa(self) -> psutil.Process | None:
        """Return the Rasa that it has started, if there is one now."""
        try:
            children = psutil.Process(self.pid).children()
            return next((child for child in children if "nlu.serve" in child.cmdline()), None)
        except psutil.NoSuchProcess:
            return None

    def kill(self) -> int:
        """End it at once, as a power cut would; return its exit code."""
        return self._signal(signal.SIGKILL, within=10)

    def terminate(self, *, within: float = 30) -> int:
        """Ask it to end, wait, and return its exit code."""
        return self._signal(signal.SIGTERM, within=within)

    def ends(self, *, within: float = 30) -> int:
        """Wait until it ends by itself, and return its exit code."""
        code = self._process.wait(within)
        self._reader.join(timeout=10)
        return code

    def _signal(self, number: signal.Signals, *, within: float) -> int:
        self._process.send_signal(number)
        return self.ends(within=within)

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                with self._heard:
                    self._lines.append(line.decode("utf-8", "replace"))
                    self._heard.notify_all()
        with self._heard:
            self._ended = True
            self._heard.notify_all()


def gone_within(process: psutil.Process, seconds: float) -> bool:
    """Tell whether a process that is no child of ours has ended within so many seconds."""
    deadline = time.monotonic() + seconds
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _models_below(folder: Path) -> Path:
    """Return a folder of models in which the trained one is a link to where it is kept between runs."""
    models = folder / "models"
    models.mkdir(exist_ok=True)
    trained = model_path(MODELS, fingerprint(ROOT))
    linked = models / trained.name
    if trained.is_file() and not linked.is_symlink():
        linked.symlink_to(trained)
    return models
