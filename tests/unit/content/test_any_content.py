"""Whatever a file contains, loading gives a catalogue or a list of problems, and nothing else."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.problems import ContentError

SAMPLE = Path(__file__).parent / "sample_content"
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.yml"))
KEYS = sorted(
    {
        word
        for path in SAMPLE.rglob("*.yml")
        for word in path.read_text(encoding="utf-8").replace("{", " ").replace(",", " ").split()
        if word.endswith(":")
    }
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["same", "silent", "safety", "S1", "makeup_wait", "{fact}", "{clinic_hours_week}", "متن", "prp"]),
    st.text(max_size=20),
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([k[:-1] for k in KEYS]), inner, max_size=4)
    ),
    max_leaves=12,
)


def load_with(file: str, raw: bytes) -> Catalogue | ContentError:
    """Load the sample content with one file replaced, or return why it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(SAMPLE, Path(folder) / "content"))
        (content / file).write_bytes(raw)
        try:
            return load(content)
        except ContentError as refusal:
            return refusal


def answers_or_says_why(outcome: Catalogue | ContentError) -> bool:
    if isinstance(outcome, Catalogue):
        return bool(outcome.topics)
    return bool(outcome.problems) and all(problem.line >= 1 and problem.message for problem in outcome.problems)


unhurried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(st.sampled_from(FILES), st.binary(max_size=200))
@example("clinic.yml", b"")
@example("phrases.yml", b"- a\n- b\n")
@example("catalogue.yml", b"groups: {a: {pain: {}}, b: {pain: {}}}\ndialogue_acts: []\nkinds: {}\n")
def test_any_bytes(file: str, raw: bytes) -> None:
    assert answers_or_says_why(load_with(file, raw))


@unhurried
@given(st.sampled_from(FILES), trees)
def test_any_tree(file: str, tree: Any) -> None:
    assert answers_or_says_why(load_with(file, yaml.safe_dump(tree, allow_unicode=True).encode()))


@unhurried
@given(st.data(), st.sampled_from(FILES))
def test_any_slip_in_a_good_file(data: st.DataObject, file: str) -> None:
    good = (SAMPLE / file).read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(good)))
    cut = data.draw(st.integers(0, 12))
    slip = data.draw(st.text(alphabet=st.sampled_from("abc{}[]:,-'\"|>&*! \n\tپك٣4\u200f"), max_size=6))
    assert answers_or_says_why(load_with(file, (good[:at] + slip + good[at + cut :]).encode()))


@pytest.mark.parametrize("file", FILES)
def test_each_file_cut_off_in_the_middle(file: str) -> None:
    raw = (SAMPLE / file).read_bytes()
    assert answers_or_says_why(load_with(file, raw[: len(raw) // 2]))
