"""`python -m bot.simulator`."""

import socket
import subprocess
import sys

import httpx

COMMAND = [sys.executable, "-m", "bot.simulator", "--port"]


def test_the_first_line_is_the_url_and_a_signal_ends_it() -> None:
    with subprocess.Popen([*COMMAND, "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        assert httpx.get(url, trust_env=False).status_code == 200
        process.terminate()
        assert process.wait(timeout=10) == 0


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run([*COMMAND, str(port)], capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines() == [
        f"port {port} on 127.0.0.1 cannot be used (Address already in use):"
        " stop what listens there, or choose another one with RAFIQ_PORT"
    ]
