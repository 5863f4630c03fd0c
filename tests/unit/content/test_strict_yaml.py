"""YAML is read without surprises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.strict_yaml import MAX_DEPTH, Document, parse


def read(text: str) -> Document:
    document, problems = parse(text, "f.yml")
    assert document is not None
    assert problems == []
    return document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("2027-03-21", "2027-03-21"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("'24'", "24"),
        ("24", 24),
        ("-3", -3),
        ("0.02", 0.02),
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
    ],
)
def test_a_scalar_is_text_unless_it_is_plainly_a_number_true_false_or_null(written: str, value: object) -> None:
    found = read(f"key: {written}").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_every_key_and_item_knows_its_line() -> None:
    document = read("ar:\n  label: a\n  text: |\n    b\nlist:\n  - x\n  - y\n")
    assert document.line(("ar", "text")) == 3
    assert document.line(("list", 1)) == 7
    assert document.line(("ar", "missing", "deeper")) == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: *x\n", 1, "anchors"),
        ("a: !!python/object:os.system x\n", 1, "tags"),
        ("a: [1,\n", 2, "not valid YAML"),
        ("", 1, "empty"),
        ("--- a\n--- b\n", 1, "one document"),
        ("? [a, b]\n: c\n", 1, "plain word"),
        ("a: b\nc: \u200fd\n", 2, "U+200F"),
        ('a: "\\u202Eb"\n', 1, "U+202E"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, "nested deeper"),
        ("a: " + "x" * 1_000_001, 1, "longer"),
    ],
)
def test_what_could_mislead_is_a_problem_with_its_line(text: str, line: int, message: str) -> None:
    _, problems = parse(text, "f.yml")
    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message


def test_reading_goes_on_after_a_key_that_stands_twice() -> None:
    document, problems = parse("a: 1\na: 2\nb: 3\nb: 4\n", "f.yml")
    assert document is not None
    assert [problem.key for problem in problems] == ["a", "b"]


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>%@`'\"#, \n\t\\u0é\u200f~1.")))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    document, problems = parse(text, "f.yml")
    assert document is not None or problems
