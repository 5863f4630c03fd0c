"""How patterns are written, and what a clinician reads who has written one wrong."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety.files import SafetyError
from bot.safety.gate import Gate
from bot.safety.notation import NotationError, parse
from bot.settings import ROOT

SAFETY = ROOT / "content" / "safety"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """Return an empty folder for a clinic's own red flags."""
    (tmp_path / "red_flags").mkdir()
    return tmp_path


def rings(clinic: Path, pattern: str, text: str) -> bool:
    (clinic / "red_flags" / "fainting.yml").write_text(
        f"kind: fainting\nlevel: today\nrank: 1\nstated:\n  - {pattern}\n", encoding="utf-8"
    )
    return Gate.load(SAFETY, extra=(clinic,)).check(text) is not None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("قطة كلب", "شفت قطة كلب", True),
        ("قطة كلب", "شفت قطة والله كلب", True),  # fillers may stand anywhere
        ("قطة كلب", "شفت قطة بيت كلب", False),
        ("قطة .. كلب", "شفت قطة بيت كلب", True),
        ("قطة .. كلب", "شفت قطة بيت شجرة سيارة كلب", False),
        ("قطة .. كلب", "شفت كلب قطة", False),
        ("قطة & كلب", "شفت كلب قطة", True),
        ("قطة .. كلب", "شفت قطة. كلب", False),  # not over the end of a sentence
        ("قطة && كلب", "شفت كلب. بيت. قطة", True),
        ("قطة|أسد كلب", "أسد كلب", True),
        ("^ قطة", "شفت قطة", False),
        ("^ قطة", "شفت، قطة", True),
        ("قطة $", "قطة بيت", False),
        ("قطة $", "قطة", True),
        ("قطة <hair>? كلب", "قطة شعر كلب", True),
        ("قطة <hair>? كلب", "قطة كلب", True),
        ("قطة <!come>", "قطة ما تطلع", True),
        ("قطة <!come>", "قطة تطلع", False),
        ("قطة <come>", "قطة ما تطلع", False),
        ("قطة <!come>", "قطة نمیاد", True),
    ],
)
def test_the_notation_says_what_its_page_says(clinic: Path, pattern: str, text: str, *, expected: bool) -> None:
    assert rings(clinic, pattern, text) is expected


@pytest.mark.parametrize(
    "written", ["", "..", "قطة ..", "<no_such_class>", "<breath", "<breath>?", "& قطة", "قطة &", "^", "( )"]
)
def test_a_pattern_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(NotationError):
        parse(written, "here:1", ["breath"])


def test_all_problems_are_told_at_once_each_with_its_file_and_line(clinic: Path) -> None:
    flags = clinic / "red_flags"
    (flags / "vision.yml").write_text(
        "kind: vision\nlevel: ambulance\nrank: 7\nstated:\n  - <eye> .. <nonsense>\n  - قطة ..\n", encoding="utf-8"
    )
    (flags / "bleeding.yml").write_text("kind: bleeding\nlevel: soon\nrank: 1\n", encoding="utf-8")
    (flags / "seizure.yml").write_text("kind: seizure\nkind: seizure\nlevel: [\n", encoding="utf-8")
    with pytest.raises(SafetyError) as raised:
        Gate.load(SAFETY, extra=(clinic,))
    told = "\n".join(raised.value.problems)
    assert "red_flags/vision.yml:5: error: '<eye> .. <nonsense>': no word class <nonsense>" in told
    assert "red_flags/vision.yml:6: error" in told
    assert "red_flags/bleeding.yml:1: error" in told
    assert "red_flags/seizure.yml:4: error: not YAML" in told


def test_a_key_written_twice_is_told(clinic: Path) -> None:
    (clinic / "red_flags" / "vision.yml").write_text(
        "kind: vision\nlevel: ambulance\nlevel: today\nrank: 7\n", encoding="utf-8"
    )
    with pytest.raises(SafetyError, match=r"vision\.yml:3: error: duplicate key 'level'"):
        Gate.load(SAFETY, extra=(clinic,))


def test_a_guard_for_a_kind_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "safety"
    shutil.copytree(SAFETY, folder)
    guards = folder / "guards.yml"
    guards.write_text(guards.read_text(encoding="utf-8").replace("[vision]", "[visoin]", 1), encoding="utf-8")
    with pytest.raises(SafetyError, match="visoin"):
        Gate.load(folder)


def test_a_folder_without_its_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(SafetyError, match=r"words\.yml"):
        Gate.load(tmp_path)


@given(written=st.text(st.sampled_from("<>!?&|.^$ نفسab_12[]{}:-\n\"'*&#"), max_size=60))
@settings(deadline=None, max_examples=200)
def test_whatever_a_pattern_is_it_is_read_or_refused(written: str) -> None:
    try:
        parse(written, "here:1", ["ab", "a"])
    except NotationError:
        return
