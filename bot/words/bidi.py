"""Direction: how left-to-right pieces stand inside Arabic and Persian text (Unicode UAX #9).

Chat clients take a line's direction from its first strong character. What reads left to right (Latin names, phone
numbers, dates, addresses) is put into an isolate, so that it neither turns its line around nor falls apart.
"""

import re
import unicodedata

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"
CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Every character that steers direction. None of them is ever typed in content; all are added here."""

_LATIN = r"A-Za-z\u00c0-\u024f"
_LEFT_TO_RIGHT = re.compile(
    rf"""
    (?=[\u2068{_LATIN}\d@\#+(])                                                      # for speed: how they all begin
    (?: (?P<isolated>\u2068[^\u2069\n]*\u2069)
    | (?P<run>
          https?://[^\s\u2066-\u2069]*[^\s\u2066-\u2069.,;:!?)»،؛؟]
        | [@\#+]?[0-9]*[{_LATIN}][{_LATIN}0-9_]*(?:[ ._/&'’@:+-][{_LATIN}0-9_]+)*    # names, handles, phrases
        | \+?\(?[0-9]+\)?(?:[ ,.:/()-]{{1,2}}[0-9]+){{1,}}                           # phone numbers, ASCII dates
        | \+?[0-9]{{3,}}                                                             # short numbers to call
        | \d{{1,4}}(?P<mark>[-/.])\d{{1,2}}(?P=mark)\d{{1,4}}                        # dates in any digits
        )
    )
    """,
    re.VERBOSE,
)


def isolate(text: str) -> str:
    """Return right-to-left `text` with its left-to-right pieces isolated and each line led from the right.

    A line that has no strong character, or a left-to-right one first, begins with U+200F. Idempotent.
    """
    return "\n".join(_lead(line, _LEFT_TO_RIGHT.sub(_wrap, line)) for line in text.split("\n"))


def strip_isolates(text: str) -> str:
    """Return `text` without any direction control, as a terminal or a comparison wants it."""
    return "".join(character for character in text if character not in CONTROLS)


def _wrap(found: re.Match[str]) -> str:
    return found[0] if found["isolated"] else f"{FIRST_STRONG_ISOLATE}{found[0]}{POP_ISOLATE}"


def _lead(line: str, isolated: str) -> str:
    if not line.strip():
        return isolated
    strong = (unicodedata.bidirectional(character) for character in line)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return isolated if first != "L" else RIGHT_TO_LEFT_MARK + isolated
