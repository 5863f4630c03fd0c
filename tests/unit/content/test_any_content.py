"""Whatever a file contains, loading gives a catalogue or a list of problems, and nothing else."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unit.content.spoiled import FILES, SAMPLE, answers_or_says_why, load_with, trees

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
