"""Placeholders: the names in braces that a text leaves open, and how they are filled."""

import re
from collections.abc import Callable

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z]+)?)\}")
_GAP = re.compile(r"\n{3,}")

Lookup = Callable[[str], str | None]
"""From a name to its text; None when the clinic has left it empty; KeyError when there is no such name."""


def placeholders(text: str) -> frozenset[str]:
    """Return the names that `text` leaves open."""
    return frozenset(PLACEHOLDER.findall(text))


def fill(template: str, lookup: Lookup) -> str:
    """Return `template` with every name filled. A line that names an empty value is left out as a whole."""
    filled = (_fill_line(line, lookup) for line in template.split("\n"))
    return _GAP.sub("\n\n", "\n".join(line for line in filled if line is not None)).strip()


def _fill_line(line: str, lookup: Lookup) -> str | None:
    if "{" not in line:
        return line
    values = {name: lookup(name) for name in PLACEHOLDER.findall(line)}
    if None in values.values():
        return None
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), line)
