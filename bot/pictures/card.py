"""The aftercare card: what is allowed from when, as a timeline for a phone's screen."""

from bot.pictures.canvas import CREAM, WIDTH, Canvas
from bot.pictures.card_parts import Contacts, Fit, Header, Notes, Part, Row
from bot.pictures.worded import AftercareCard, CardRow, Contact, RowState

__all__ = ["HIGHEST", "WIDTH", "AftercareCard", "CardRow", "Contact", "RowState", "aftercare_card"]

HIGHEST = 2400
"""How high a card may be (px): room for 13 rows of one line. Its width is always WIDTH."""

_FITS = (Fit(), Fit(room=0.7), Fit(room=0.5), *(Fit(room=0.5, text=text) for text in (0.92, 0.85, 0.78)))
"""Many rows first stand closer, then are drawn smaller, never below 10 px on a phone that is 360 px wide."""

_BOTTOM = 44


def aftercare_card(card: AftercareCard) -> bytes:
    """Draw the card: PNG, 1080 px wide and at most 2400 high. The same card gives the same bytes.

    Raises:
        ValueError: There are no rows, or more than fit legibly; or the font lacks one of the letters.
    """
    if not card.rows:
        raise ValueError("an aftercare card has at least one row")
    head = Header(clinic=card.clinic, title=card.title, subtitle=card.subtitle)
    foot = Notes(card.notes), Contacts(phone=card.phone, emergency=card.emergency)
    for fit in _FITS:
        parts: list[Part] = [head, *_rows(card, fit), *foot]
        height = sum(part.height for part in parts) + _BOTTOM
        if height <= HIGHEST:
            return _drawn(parts, height).png(title=f"{card.clinic}, {card.title}", language=card.language)
    raise ValueError(f"{len(card.rows)} rows do not fit on one card")


def _rows(card: AftercareCard, fit: Fit) -> list[Row]:
    last = len(card.rows) - 1
    return [Row(row, fit, follows=number > 0, goes_on=number < last) for number, row in enumerate(card.rows)]


def _drawn(parts: list[Part], height: int) -> Canvas:
    canvas = Canvas(WIDTH, height, CREAM)
    top = 0
    for part in parts:
        part.draw(canvas, top)
        top += part.height
    return canvas
