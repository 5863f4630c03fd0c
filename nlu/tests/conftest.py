"""The trained model of the present state (`make test` trains it first), served as Rafiq serves it."""

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Tuple
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from bot.rasa_process.model import fingerprint, model_path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-tests"
LONGEST_START = 90.0


@dataclass(frozen=True)
class Served:
    """A Rasa that answers on a port of this machine."""

    url: str
    process: "subprocess.Popen[bytes]"

    def ask(self, path: str, body: Optional[Dict[str, Any]] = None, secret: str = SECRET) -> Tuple[int, Dict[str, Any]]:
        """Return status and JSON of one request; with a body it is a POST."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {secret}"} if secret else {})}
        data = None if body is None else json.dumps(body).encode()
        try:
            with urlopen(Request(f"{self.url}/webhooks/rafiq/{path}", data, headers), timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, {}

    def understands(self, text: str, **context: Any) -> Dict[str, Any]:
        """Return what a text means in a context."""
        status, answer = self.ask("understand", {"text": text, "context": context})
        assert status == 200
        return answer


def serve(model: Path, log: Path) -> Served:
    """Start Rasa on a free port and wait until it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "RAFIQ_RASA_SECRET": SECRET, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "ignore", "-m", "nlu.serve", "--model", str(model), "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=output, stderr=output
        )
    served = Served(f"http://127.0.0.1:{port}", process)
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if served.ask("ready")[0] == 200:
                return served
        except URLError:
            time.sleep(0.2)
    process.kill()
    raise AssertionError(f"Rasa did not become ready: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def model() -> Path:
    path = model_path(ROOT / "models", fingerprint(ROOT))
    assert path.is_file(), "the model is not trained: run `rafiq train`"
    return path


@pytest.fixture(scope="session")
def rasa_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rasa") / "output"


@pytest.fixture(scope="session")
def rasa(model: Path, rasa_log: Path) -> Iterator[Served]:
    served = serve(model, rasa_log)
    yield served
    assert served.process.stdin is not None
    served.process.stdin.close()
    served.process.wait(timeout=10)
