"""A small clinic's content, whole and right, for each test to spoil in its own way."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.catalogue import Catalogue
from bot.content.load import load

SAMPLE = Path(__file__).parent / "sample_content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sample content, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "content"))


@pytest.fixture
def edit(content: Path) -> Callable[[str, str, str], None]:
    """Replace words in one file of the copy; the words must be there."""

    def change(file: str, old: str, new: str) -> None:
        path = content / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The sample content, loaded."""
    return load(SAMPLE)
