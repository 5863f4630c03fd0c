"""Short names for what the screens of a talk are made of."""

from collections.abc import Iterable

from bot.conversation.buttons import ForCare, ForMenu, ForRequest
from bot.conversation.screens import Choice, Line, Param, Screen


def line(key: str, **params: Param) -> Line:
    """Return a phrase with its names filled."""
    return Line(key=key, params=params)


def button(label: str | Line, action: str, argument: str = "") -> Choice:
    """Return a button of the aftercare; its label is a phrase, or the key of one that names nothing."""
    shown = line(label) if isinstance(label, str) else label
    return Choice(label=shown, target=ForCare(action=action, argument=argument))


def call_me() -> Choice:
    """Return the button that asks a person of the clinic to call."""
    return Choice(label=line("call_me_button"), target=ForRequest(request="call_me"))


def in_rows(choices: Iterable[Choice], width: int) -> tuple[tuple[Choice, ...], ...]:
    """Return buttons beside each other, at most `width` in a row."""
    left = tuple(choices)
    return tuple(left[start : start + width] for start in range(0, len(left), width))


def with_menu(key: str, *more: Line) -> Screen:
    """Return a screen that ends something, with the way to everything else."""
    return Screen(parts=(line(key), *more), rows=((Choice(label=line("menu_button"), target=ForMenu()),),))
