"""Short names for what the screens of a talk are made of."""

from bot.conversation.buttons import ForCare, ForMenu
from bot.conversation.screens import Choice, Line, Param, Screen


def line(key: str, **params: Param) -> Line:
    """Return a phrase with its names filled."""
    return Line(key=key, params=params)


def button(label: str | Line, action: str, argument: str = "") -> Choice:
    """Return a button of the aftercare; its label is a phrase, or the key of one that names nothing."""
    shown = line(label) if isinstance(label, str) else label
    return Choice(label=shown, target=ForCare(action=action, argument=argument))


def with_menu(key: str, *more: Line) -> Screen:
    """Return a screen that ends something, with the way to everything else."""
    return Screen(parts=(line(key), *more), rows=((Choice(label=line("menu_button"), target=ForMenu()),),))
