"""Floors import the floors below them."""

import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT


def test_the_import_contracts_are_kept() -> None:
    checked = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    assert " 0 broken" in checked.stdout
