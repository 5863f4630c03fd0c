"""Right-to-left text on terminals with and without bidi."""

import pytest

from bot.words.terminal import for_terminal, needs_reshaping


def test_a_line_is_shaped_and_reversed_for_a_terminal_without_bidi() -> None:
    shown = for_terminal("بشرة", reshape=True)
    assert shown == "ﺓﺮﺸﺑ"  # the closing letter comes first, every letter in its joined form


def test_brackets_face_the_other_way_and_controls_are_not_drawn() -> None:
    shown = for_terminal("\u2068الوجه\u2069 (اليوم)", reshape=True)
    assert shown.startswith("(ﻡﻮﻴﻟﺍ)")
    assert "\u2068" not in shown


def test_text_is_left_alone_where_the_terminal_does_the_work() -> None:
    assert for_terminal("بشرة (وجه)", reshape=False) == "بشرة (وجه)"


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),  # a file or a pipe gets plain text
        ({"VTE_VERSION": "7200"}, True, False),
        ({"VTE_VERSION": "5600"}, True, True),  # too old to order text itself
        ({"TERM_PROGRAM": "Apple_Terminal"}, True, False),
        ({"KONSOLE_VERSION": "230801"}, True, False),
    ],
)
def test_reshaping_is_switched_on_where_it_is_needed(
    environment: dict[str, str], is_terminal: bool, expected: bool
) -> None:
    assert needs_reshaping(environment, is_terminal=is_terminal) is expected
