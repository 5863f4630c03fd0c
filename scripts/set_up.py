"""Makes both environments, from whatever Python 3.11 or newer runs this: uv, the bot's packages, Rasa's packages.

Standard library only. Does nothing where everything is up to date; says each step where it is not.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_REQUIREMENTS = ROOT / "scripts" / "uv.txt"
STAMP = ".requirements.sha256"
NO_PYTHON310 = (
    "Rasa needs Python 3.10 and none was found: install it (for example `apt install python3.10` or"
    " `uv python install 3.10`) and name it with RAFIQ_PYTHON310=/path/to/python3.10"
)


def main() -> None:
    """Set up what is missing."""
    if sys.version_info < (3, 11):
        leave("Rafiq needs Python 3.11 or newer: run make with PYTHON=/path/to/python3.11")
    bot, nlu = ROOT / ".venv", ROOT / "nlu" / ".venv"
    wanted = [(bot, ROOT / "requirements.txt"), (nlu, ROOT / "nlu" / "requirements.txt")]
    missing = [environment for environment, locked in wanted if not is_up_to_date(environment, locked)]
    if not missing:
        return
    uv = find_uv()
    if bot in missing:
        make(uv, bot, sys.executable, ROOT / "requirements.txt")
        # The package itself, in place: its console script is `.venv/bin/rafiq`.
        run(uv, "pip", "install", "--quiet", "--python", bot, "--no-deps", "--editable", ROOT)
        stamp(bot, ROOT / "requirements.txt")
    if nlu in missing:
        make(uv, nlu, find_python310(uv), ROOT / "nlu" / "requirements.txt")
        stamp(nlu, ROOT / "nlu" / "requirements.txt")


def make(uv: Path, environment: Path, python: str, locked: Path) -> None:
    """Make an environment and fill it with exactly what its lock file names."""
    say(f"making {environment.relative_to(ROOT)} from {locked.relative_to(ROOT)} …")
    (environment / STAMP).unlink(missing_ok=True)
    if not works(environment / "bin" / "python"):
        shutil.rmtree(environment, ignore_errors=True)
        run(uv, "venv", "--quiet", "--python", python, environment)
    run(uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", environment, locked)


def is_up_to_date(environment: Path, locked: Path) -> bool:
    """Tell whether an environment was filled from the lock file as it is now, and its Python still runs."""
    noted = environment / STAMP
    return noted.is_file() and noted.read_text() == digest(locked) and works(environment / "bin" / "python")


def stamp(environment: Path, locked: Path) -> None:
    """Note what an environment was filled from, once it is complete."""
    (environment / STAMP).write_text(digest(locked))


def digest(locked: Path) -> str:
    """Return the fingerprint of a lock file and of the project that is installed beside it."""
    return hashlib.sha256(locked.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def find_uv() -> Path:
    """Return a uv that runs: the machine's, or one of our own, installed from the locked requirement."""
    own = ROOT / ".uv"
    for candidate in (shutil.which("uv"), own / "bin" / "uv"):
        if candidate and works(Path(candidate)):
            return Path(candidate)
    say("installing uv …")
    shutil.rmtree(own, ignore_errors=True)
    run(sys.executable, "-m", "venv", own)
    run(own / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", UV_REQUIREMENTS)
    return own / "bin" / "uv"


def find_python310(uv: Path) -> str:
    """Return a Python 3.10 for Rasa: the one that is named, one on the path, pyenv's, uv's, or one that uv fetches."""
    named = os.environ.get("RAFIQ_PYTHON310")
    if named:
        return named if is_python310(named) else leave(f"RAFIQ_PYTHON310: {named} is no Python 3.10 that runs")
    found = next(filter(is_python310, candidates()), None)
    if found:
        return found
    if os.environ.get("CI"):
        return leave(NO_PYTHON310)
    say("fetching Python 3.10 with uv …")
    fetched = subprocess.run([uv, "python", "install", "3.10"], check=False)
    return "3.10" if fetched.returncode == 0 else leave(NO_PYTHON310)


def candidates() -> Iterator[str]:
    """Yield where a Python 3.10 may lie. pyenv's shim of that name fails unless 3.10 is the global version."""
    yield from filter(None, [shutil.which("python3.10")])
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob("versions/3.10.*/bin/python3.10"), reverse=True))
    shares = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    yield from map(str, sorted(shares.glob("uv/python/cpython-3.10.*/bin/python3.10"), reverse=True))


def is_python310(python: str) -> bool:
    """Tell whether this interpreter runs and is a 3.10."""
    return works(Path(python), "-c", "import sys; sys.exit(sys.version_info[:2] != (3, 10))")


def works(program: Path, *arguments: str) -> bool:
    """Tell whether a program runs."""
    try:
        return (
            subprocess.run([program, *(arguments or ("--version",))], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def run(*command: object) -> None:
    """Run a command; its failure ends the set-up with its own words above one line of ours."""
    # uv must not look for interpreters elsewhere: which one is used is decided here.
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    done = subprocess.run(list(map(str, command)), check=False, env=environment)
    if done.returncode:
        leave(
            f"the set-up stopped at `{' '.join(map(str, command[:4]))} …`: see above; is the package index reachable?"
        )


def say(line: str) -> None:
    """Say a step."""
    sys.stderr.write(f"set-up: {line}\n")


def leave(line: str) -> str:
    """End with one line that says what to do."""
    sys.exit(f"set-up: {line}")


if __name__ == "__main__":
    main()
