"""The trained model as a file: named by a fingerprint of all that goes into it, made when it is missing."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.broken_setup import BrokenSetup

_SOURCES = (
    "nlu/config.yml",
    "nlu/grammar.yml",
    "nlu/requirements.txt",
    "nlu/train.py",
    "nlu/when.yml",
    "stories/rules.yml",
    # What the components take from the bot.
    "bot/words/language.py",
    "bot/words/normalise.py",
    "bot/words/skeleton.py",
)
_FOLDERS = ("nlu/domain", "nlu/data", "nlu/components", "nlu/thesaurus", "content/vocabulary")
_SUFFIXES = frozenset({".yml", ".py", ".txt"})
_MODELS_KEPT = 3


def fingerprint(root: Path) -> str:
    """Return a short name for the present state of data, configuration and components."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"rafiq-{digest.hexdigest()[:16]}"


def model_path(models: Path, name: str) -> Path:
    """Return where the model of a fingerprint lies, or will lie."""
    return models / f"{name}.tar.gz"


async def train(root: Path, models: Path, *, say: Callable[[str], None]) -> Path:
    """Train the model of the present state, or return it at once if it is there.

    `say` is called with each step. A training that is broken off leaves no file.

    Raises:
        BrokenSetup: Rasa's environment is missing, or the training failed; the message names its last words.
    """
    name = fingerprint(root)
    path = model_path(models, name)
    if path.is_file():
        return path
    process = await asyncio.create_subprocess_exec(
        str(rasa_python(root)), "-W", "ignore", "-m", "nlu.train",
        "--fingerprint", name, "--output", str(path), "--watched",
        cwd=root, env=rasa_environment(root),
        # Whatever becomes of this process, the child leaves with it.
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        last = await _follow(process, say)
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if process.returncode:
        raise BrokenSetup(f"the language model could not be trained: {last}")
    _drop_old_models(models)
    return path


def rasa_python(root: Path) -> Path:
    """Return the interpreter of Rasa's environment.

    Raises:
        BrokenSetup: The environment has not been made.
    """
    python = root / "nlu" / ".venv" / "bin" / "python"
    if not python.exists():
        raise BrokenSetup(f"Rasa's environment is missing ({python.parent.parent}): run `make run` once to make it")
    return python


_GIVE_BACK_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "131072"}
"""glibc keeps what the start alone needed (10 MB) unless told the limit that it would else raise by itself."""


def rasa_environment(root: Path) -> dict[str, str]:
    """Return what Rasa's process may know of this one: paths and language, no secret."""
    passed = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    return {**passed, **_GIVE_BACK_MEMORY, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}


async def _follow(process: asyncio.subprocess.Process, say: Callable[[str], None]) -> str:
    last = "it ended without a word"
    if process.stdout is None:
        raise RuntimeError("the training was started without a pipe")
    async for line in process.stdout:
        if text := line.decode("utf-8", "replace").strip():
            last = text
            if text in {"loading Rasa", "training", "stored"}:
                say(text)
    await process.wait()
    return last


def _drop_old_models(models: Path) -> None:
    by_age = sorted(models.glob("rafiq-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[_MODELS_KEPT:]:
        path.unlink(missing_ok=True)


def _files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _SOURCES if (root / name).is_file())
    for folder in _FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES)
