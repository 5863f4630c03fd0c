"""The enrolment card: a code to scan, on paper of the size A6."""

from collections.abc import Sequence

import segno
from PIL import Image

from bot.pictures.canvas import LEAF, LINE, SOFT_INK, WHITE, Canvas, Type
from bot.pictures.worded import EnrolmentCard

__all__ = ["PRINTED_HEIGHT", "PRINTED_WIDTH", "QUIET_ZONE", "EnrolmentCard", "enrolment_card", "qr_code"]

PRINTED_WIDTH, PRINTED_HEIGHT = 1240, 1748
"""A6, 105 by 148 mm, at 300 dots per inch."""

QUIET_ZONE = 4
"""White modules around the code. Source: ISO/IEC 18004."""

_MIDDLE = PRINTED_WIDTH // 2
_TEXT_WIDTH = PRINTED_WIDTH - 200
_CODE_SIDE, _FRAME = 800, 14
_LEAST_GAP = 16
_CLINIC = Type(weight="Bold", size=64, colour=WHITE)
_INSTRUCTION = Type(weight="Bold", size=50)
_PROGRAMME = Type(weight="Bold", size=46, colour=LEAF)
_VALIDITY = Type(size=38, colour=SOFT_INK)


def enrolment_card(card: EnrolmentCard) -> bytes:
    """Draw the card for printing: PNG, 1240 by 1748 px at 300 dpi. The same card gives the same bytes.

    Raises:
        ValueError: The texts do not fit on the card, or the font lacks one of their letters.
    """
    canvas = Canvas(PRINTED_WIDTH, PRINTED_HEIGHT, WHITE)
    clinic, instruction = _lines(card.clinic, _CLINIC), _lines(card.instruction, _INSTRUCTION)
    programme, validity = _lines(card.programme, _PROGRAMME), _lines(card.validity, _VALIDITY)
    code = _code(card.link)
    head = 100 + len(clinic) * _CLINIC.leading
    below = len(programme) * _PROGRAMME.leading + len(validity) * _VALIDITY.leading
    used = head + len(instruction) * _INSTRUCTION.leading + code.height + 2 * _FRAME + below
    gap = (PRINTED_HEIGHT - used) // 4
    if gap < _LEAST_GAP:
        raise ValueError("the texts are too long for an enrolment card")
    canvas.panel((0, -80, PRINTED_WIDTH, head), 72, LEAF)
    canvas.centred(clinic, _MIDDLE, 46, _CLINIC)
    top = canvas.centred(instruction, _MIDDLE, head + gap, _INSTRUCTION)
    top = _lay_code(canvas, code, top + gap)
    top = canvas.centred(programme, _MIDDLE, top + gap, _PROGRAMME)
    canvas.centred(validity, _MIDDLE, top, _VALIDITY)
    return canvas.png(dots_per_inch=300, title=", ".join(card.clinic))


def qr_code(link: str) -> segno.QRCode:
    """Return the code of a link: correction M, or better where that costs no room."""
    return segno.make_qr(link, error="m", boost_error=True)


def _lines(texts: Sequence[str], look: Type) -> list[str]:
    return [line for text in texts for line in look.even_lines(text, _TEXT_WIDTH)]


def _code(link: str) -> Image.Image:
    """Return the code with its quiet zone, each module of whole pixels."""
    rows = [bytes(0 if dark else 255 for dark in row) for row in qr_code(link).matrix_iter(border=QUIET_ZONE)]
    modules = len(rows)
    side = _CODE_SIDE // modules * modules
    return Image.frombytes("L", (modules, modules), b"".join(rows)).resize((side, side), Image.Resampling.NEAREST)


def _lay_code(canvas: Canvas, code: Image.Image, top: int) -> int:
    """Lay the code on the card in a frame; return where the frame ends."""
    left, bottom = _MIDDLE - code.width // 2, top + code.height + 2 * _FRAME
    canvas.panel((left - _FRAME, top, left + code.width + _FRAME, bottom), 44, WHITE, border=LINE)
    canvas.picture(code.convert("RGB"), (left, top + _FRAME))
    return bottom
