"""A change of anything that goes into the language model asks for a new one."""

import re
import shutil
from pathlib import Path

import pytest

from bot.rasa_process.model import fingerprint
from bot.settings import ROOT

NOT_IN_THE_MODEL = {
    "Dockerfile",  # how Rasa is packed
    "credentials.yml", "endpoints.yml", "serve.py", "parent.py",  # how the model is served
    "overrides.txt", "pyproject.toml",  # what requirements.txt, which is in it, is made from
    "yardstick.py",  # what the benchmark runs
    "__init__.py",
}  # fmt: skip


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of what a training reads."""
    for folder in ("nlu", "stories", "bot/words", "content/vocabulary"):
        ignored = shutil.ignore_patterns(".venv", "__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


def words_taken_from_the_bot() -> set[str]:
    """Return the modules of the bot that the components import."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "nlu" / "components").glob("*.py")]
    modules = {module for source in sources for module in re.findall(r"^from (bot\.\S+) import", source, re.MULTILINE)}
    return {f"{module.replace('.', '/')}.py" for module in modules}


def parts_of_the_model() -> list[str]:
    """Return a path for every file and folder of which the model is made."""
    nlu = [path for path in (ROOT / "nlu").iterdir() if path.name not in {*NOT_IN_THE_MODEL, ".venv", "tests"}]
    visible = [path for path in nlu if not path.name.startswith((".", "__pycache__"))]
    return sorted(
        [
            *(path.relative_to(ROOT).as_posix() for path in visible),
            "stories/rules.yml",
            *words_taken_from_the_bot(),
            "content/vocabulary",
        ]
    )


@pytest.mark.parametrize("part", parts_of_the_model())
def test_a_change_in_any_part_of_the_model_changes_its_name(sources: Path, part: str) -> None:
    before = fingerprint(sources)
    files = [path for path in (sources / part).rglob("*") if path.is_file()] or [sources / part]
    for file in (files[0], files[-1]):
        kept = file.read_bytes()
        file.write_bytes(kept + b"\n# changed\n")
        assert fingerprint(sources) != before, file
        file.write_bytes(kept)
    assert fingerprint(sources) == before


@pytest.mark.parametrize("folder", ["nlu/data/ar", "nlu/components", "content/vocabulary"])
def test_a_file_that_comes_or_goes_or_is_renamed_changes_its_name(sources: Path, folder: str) -> None:
    before = fingerprint(sources)
    file = sorted((sources / folder).iterdir())[-1]
    renamed = file.rename(file.with_stem("zz_renamed"))
    assert fingerprint(sources) != before
    renamed.unlink()
    assert fingerprint(sources) != before


def test_what_has_no_part_in_the_model_leaves_its_name_alone(sources: Path) -> None:
    before = fingerprint(sources)
    for name in NOT_IN_THE_MODEL:
        (sources / "nlu" / name).write_text("# changed")
    (sources / "bot" / "words" / "bidi.py").write_text("# changed")
    (sources / "nlu" / "components" / "__pycache__").mkdir()
    (sources / "nlu" / "components" / "__pycache__" / "entities.cpython-310.pyc").write_bytes(b"compiled")
    assert fingerprint(sources) == before
