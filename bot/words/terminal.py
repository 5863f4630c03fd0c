"""Right-to-left text for terminals that write every line from left to right, letter by letter."""

from collections.abc import Mapping

import arabic_reshaper
from bidi import get_display

_RESHAPER = arabic_reshaper.ArabicReshaper({"delete_harakat": False, "support_zwj": True})
_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_UNDRAWN = dict.fromkeys(map(ord, "\u200c\u200e\u200f\u2066\u2067\u2068\u2069"))
# VTE (GNOME Terminal and its kin) orders right-to-left text itself since 0.58.
_VTE_WITH_BIDI = 5800


def for_terminal(text: str, *, reshape: bool) -> str:
    """Return `text` as it has to be written to read rightly; unchanged where the terminal does the work itself."""
    return "\n".join(_line(line) for line in text.splitlines()) if reshape else text


def needs_reshaping(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Tell whether output must be reshaped, as far as that can be told: files and programs get plain text."""
    if not is_terminal:
        return False
    vte = environment.get("VTE_VERSION", "")
    orders_itself = (
        (vte.isdecimal() and int(vte) >= _VTE_WITH_BIDI)
        or "KONSOLE_VERSION" in environment
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
        or environment.get("TERM", "").startswith("mlterm")
    )
    return not orders_itself


def _line(line: str) -> str:
    if not any("\u0590" <= letter <= "\u08ff" for letter in line):
        return line
    # The algorithm leaves brackets as they are written; in a right-to-left line they have to face the other way.
    shown = get_display(_RESHAPER.reshape(line.translate(_MIRRORED)), base_dir="R")
    return str(shown).translate(_UNDRAWN)
