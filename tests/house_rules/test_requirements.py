"""What is installed is exactly what was locked: versions, hashes, no address of its own."""

import re

import pytest

from bot.settings import ROOT

LOCKS = ("requirements.txt", "nlu/requirements.txt", "scripts/uv.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+ ", requirement, re.IGNORECASE), requirement
        assert re.search(r" --hash=sha256:[0-9a-f]{64}", requirement), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for forbidden in ("://", " @ ", "git+", "--index-url", "--extra-index-url", "--find-links", "--trusted-host"):
        assert forbidden not in text, forbidden


def test_no_lock_file_of_uv_lies_beside_them() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
