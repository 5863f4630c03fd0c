"""Takes the picture of the simulator's page that README.md shows: a patient asks in Arabic and reads the answer.

Needs the environment that `make run` makes, and Chromium: `.venv/bin/python scripts/screenshot.py`.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "كم جلسة أحتاج؟"
START = "ابدأ"
PHONE: ViewportSize = {"width": 412, "height": 915}
SHARPNESS = 2
READY = "free text is understood"


def main() -> None:
    """Parse the arguments, start Rafiq without a token, and take the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "simulator.png")
    parser.add_argument("--chromium", type=Path, default=Path("/usr/bin/chromium"))
    options = parser.parse_args()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    with running_rafiq() as address, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        page = browser.new_page(viewport=PHONE, device_scale_factor=SHARPNESS, reduced_motion="reduce", locale="ar")
        page.goto(address)
        chat(page)
        page.screenshot(path=options.output)
        browser.close()


def chat(page: Page) -> None:
    """Start, ask, and wait for the answer."""
    page.get_by_role("button", name=START, exact=True).click()
    messages = page.locator(".message.bot")
    expect(messages).to_have_count(1)
    page.get_by_role("textbox").fill(QUESTION)
    page.get_by_role("textbox").press("Enter")
    expect(messages).to_have_count(2)
    page.evaluate("document.fonts.ready")
    page.get_by_role("textbox").blur()
    page.mouse.move(0, 0)
    # As tall as the talk: nothing is cut off at the top.
    hidden = page.locator("#scroller").evaluate("box => box.scrollHeight - box.clientHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"] + int(hidden)})


@contextmanager
def running_rafiq() -> Iterator[str]:
    """Run Rafiq without a token, in a folder that goes; give its address when it understands free text."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [str(Path(sys.executable).parent / "rafiq"), "run"]
    with tempfile.TemporaryDirectory() as folder:
        settings = {"RAFIQ_PORT": port, "RAFIQ_DATABASE": f"sqlite:///{folder}/rafiq.db", "TELEGRAM_BOT_TOKEN": ""}
        with subprocess.Popen(
            command, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True, cwd=folder
        ) as process:
            try:
                wait_until_ready(process)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def wait_until_ready(process: "subprocess.Popen[str]") -> None:
    """Read what Rafiq says until free text is understood."""
    said = []
    for line in process.stderr or ():
        said.append(line)
        if READY in line:
            return
    sys.exit("".join(said))


if __name__ == "__main__":
    main()
