"""The card that the clinic prints for a new patient to scan."""

from dataclasses import replace
from io import BytesIO

import pytest
import segno
from PIL import Image

from bot.pictures.enrolment import (
    PRINTED_HEIGHT,
    PRINTED_WIDTH,
    QUIET_ZONE,
    EnrolmentCard,
    enrolment_card,
    qr_code,
)

CARD = EnrolmentCard(
    clinic=("عيادة ندى للتجميل", "کلینیک زیبایی ندا"),
    instruction=("امسح الرمز بكاميرا الهاتف", "کد را با دوربین گوشی اسکن کنید"),
    programme=("ميزوثيرابي الوجه", "مزوتراپی صورت"),
    validity=("صالح حتى السبت ١٤ نوفمبر ٢٠٢٦، ولمرة واحدة", "تا شنبه ۲۳ آبان ۱۴۰۵ و فقط یک بار"),
    link="https://t.me/rafiq_demo_bot?start=e1-a1b2c3-Zk3vY8qLw0pTn5sXh2rJcA",
)
LONGEST = "https://t.me/" + "b" * 32 + "?start=" + "A-_z" * 16


def opened(card: EnrolmentCard) -> Image.Image:
    return Image.open(BytesIO(enrolment_card(card)))


def code_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return where the code is, without its quiet zone: nothing else on the card is black."""
    black = picture.convert("RGB").convert("L").point([255, *[0] * 255])
    box = black.getbbox()
    assert box is not None
    return box


def sampled(card: EnrolmentCard) -> list[list[bool]]:
    """Return which modules of the printed code are dark, looked at in the middle of each."""
    picture, modules = opened(card).convert("L"), len(qr_code(card.link).matrix)
    left, top, right, bottom = code_box(opened(card))
    side = (right - left) // modules
    assert (right - left, bottom - top) == (side * modules, side * modules)
    return [
        [picture.getpixel((left + side * x + side // 2, top + side * y + side // 2)) == 0 for x in range(modules)]
        for y in range(modules)
    ]


def test_it_is_printed_as_a6_at_300_dots_per_inch() -> None:
    picture = opened(CARD)
    assert picture.format == "PNG"
    assert picture.size == (PRINTED_WIDTH, PRINTED_HEIGHT)
    assert round(picture.info["dpi"][0]) == 300
    assert len(enrolment_card(CARD)) < 300_000


def test_the_same_card_gives_the_same_bytes() -> None:
    assert enrolment_card(CARD) == enrolment_card(replace(CARD))


@pytest.mark.parametrize("link", [CARD.link, LONGEST, "https://t.me/b?start=x"])
def test_the_code_on_the_card_is_the_link(link: str) -> None:
    expected = segno.make_qr(link, error="m", boost_error=True)
    assert sampled(replace(CARD, link=link)) == [[bool(module) for module in row] for row in expected.matrix]


@pytest.mark.parametrize("link", [CARD.link, LONGEST])
def test_the_code_forgives_a_scratch(link: str) -> None:
    assert qr_code(link).error in {"M", "Q", "H"}


def test_the_code_has_its_quiet_zone() -> None:
    picture, modules = opened(CARD).convert("L"), len(qr_code(CARD.link).matrix)
    left, top, right, bottom = code_box(opened(CARD))
    quiet = QUIET_ZONE * (right - left) // modules
    around = (left - quiet, top - quiet, right + quiet, bottom + quiet)
    for side in (
        (around[0], around[1], around[2], top),
        (around[0], bottom, around[2], around[3]),
        (around[0], around[1], left, around[3]),
        (right, around[1], around[2], around[3]),
    ):
        assert picture.crop(side).getextrema() == (255, 255)


def test_another_link_leads_nowhere_near_a_card() -> None:
    with pytest.raises(ValueError, match=r"t\.me"):
        replace(CARD, link="https://example.com/?start=x")


def test_texts_that_do_not_fit_are_refused_instead_of_cut() -> None:
    with pytest.raises(ValueError, match="too long"):
        enrolment_card(replace(CARD, instruction=("كلمة " * 120,)))


def test_a_letter_that_the_font_lacks_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no glyph"):
        enrolment_card(replace(CARD, instruction=("امسح 📱",)))
