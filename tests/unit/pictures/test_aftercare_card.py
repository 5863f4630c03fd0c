"""The aftercare card that a patient gets after a session."""

from dataclasses import replace
from io import BytesIO
from time import process_time

import pytest
from PIL import Image, ImageChops

from bot.pictures.card import HIGHEST, WIDTH, AftercareCard, CardRow, Contact, RowState, aftercare_card
from bot.pictures.icons import ActivityIcon

ROWS: dict[str, list[tuple[ActivityIcon, str, str]]] = {
    "ar": [
        ("water", "غسل المنطقة المعالجة", "من الجمعة ٨ صباحًا"),
        ("makeup", "المكياج", "من الجمعة ٥ مساءً"),
        ("touch", "لمس المنطقة المعالجة", "من الجمعة ٥ مساءً"),
        ("sunscreen", "واقي الشمس", "من الجمعة ٥ مساءً"),
        ("sport", "الرياضة", "من السبت ٥ مساءً"),
        ("sauna", "الساونا والبخار", "من السبت ٥ مساءً"),
        ("swimming", "السباحة", "من السبت ٥ مساءً"),
        ("sun", "التعرض للشمس المباشرة", "من السبت ٥ مساءً"),
    ],
    "fa": [
        ("water", "شستن ناحیهٔ درمان‌شده", "از جمعه ساعت ۸ صبح"),
        ("makeup", "آرایش", "از جمعه ساعت ۵ بعدازظهر"),
        ("sunscreen", "ضدآفتاب SPF 50", "از جمعه ساعت ۵ بعدازظهر"),
        ("sport", "ورزش", "از شنبه ساعت ۵ بعدازظهر"),
    ],
}
ARABIC = AftercareCard(
    language="ar",
    clinic="عيادة ندى للتجميل",
    title="ميزوثيرابي الوجه",
    subtitle="جلسة السبت ١٤ نوفمبر ٢٠٢٦، الساعة ٥:٠٠ مساءً",
    rows=[CardRow(icon=icon, label=label, when=when, state="waiting") for icon, label, when in ROWS["ar"]],
    phone=Contact(label="هاتف العيادة", number="+966 11 000 0000"),
    emergency=Contact(label="الإسعاف", number="997"),
)
PERSIAN = AftercareCard(
    language="fa",
    clinic="کلینیک زیبایی ندا",
    title="PRP (پلاسمای غنی از پلاکت)",
    subtitle="جلسهٔ شنبه ۲۳ آبان ۱۴۰۵، ساعت ۱۷:۰۰",
    rows=[CardRow(icon=icon, label=label, when=when) for icon, label, when in ROWS["fa"]],
    phone=Contact(label="تلفن کلینیک", number="+966 11 000 0000"),
    emergency=Contact(label="اورژانس", number="997"),
)
CARDS = pytest.mark.parametrize("card", [ARABIC, PERSIAN], ids=["ar", "fa"])
LEAF = (31, 122, 103)


def opened(card: AftercareCard) -> Image.Image:
    return Image.open(BytesIO(aftercare_card(card)))


def with_states(*states: RowState) -> AftercareCard:
    return replace(ARABIC, rows=[replace(row, state=state) for row, state in zip(ARABIC.rows, states, strict=False)])


@CARDS
def test_it_is_a_png_for_a_phone_and_light_to_send(card: AftercareCard) -> None:
    data = aftercare_card(card)
    picture = Image.open(BytesIO(data))
    assert picture.format == "PNG"
    assert picture.width == WIDTH
    assert picture.height <= HIGHEST
    assert len(data) < 300_000
    assert picture.text["Language"] == card.language  # type: ignore[attr-defined]


@CARDS
def test_the_same_card_gives_the_same_bytes(card: AftercareCard) -> None:
    assert aftercare_card(card) == aftercare_card(replace(card))


def test_its_words_begin_at_the_right() -> None:
    header = opened(replace(PERSIAN, title="مو")).convert("RGB").crop((0, 20, WIDTH, 180))
    box = ImageChops.difference(header, Image.new("RGB", header.size, LEAF)).getbbox()
    assert box is not None
    assert box[0] > WIDTH // 2
    assert box[2] > WIDTH - 80


def test_more_rows_make_it_higher_until_they_move_closer_to_fit() -> None:
    heights = [opened(replace(ARABIC, rows=[ARABIC.rows[0]] * count)).height for count in (1, 4, 8, 13)]
    assert heights[:3] == sorted(heights[:3])
    assert heights[-1] <= HIGHEST


def test_more_rows_than_fit_legibly_are_refused() -> None:
    with pytest.raises(ValueError, match="40 rows"):
        aftercare_card(replace(ARABIC, rows=[ARABIC.rows[0]] * 40))


def test_a_card_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        aftercare_card(replace(ARABIC, rows=[]))


def test_a_long_label_takes_more_lines() -> None:
    long = replace(PERSIAN.rows[0], label="مصرف داروهای رقیق‌کنندهٔ خون مانند آسپرین فقط با نظر پزشک")
    assert opened(replace(PERSIAN, rows=[long])).height > opened(replace(PERSIAN, rows=PERSIAN.rows[:1])).height


def test_what_is_allowed_now_is_marked_otherwise_than_what_is_not_yet() -> None:
    first = (960, 330, 1070, 460)  # where the first mark stands
    allowed, waiting, none = (
        opened(card).convert("RGB").crop(first).tobytes()
        for card in (
            with_states("allowed", "waiting"),
            with_states("waiting", "waiting"),
            replace(PERSIAN, rows=[replace(ARABIC.rows[0], state=None)] * 2),
        )
    )
    assert len({allowed, waiting, none}) == 3


@pytest.mark.parametrize(("label", "number"), [("", "997"), ("الإسعاف", " ")])
def test_whom_to_call_is_never_left_out(label: str, number: str) -> None:
    with pytest.raises(ValueError, match="whom to call"):
        Contact(label=label, number=number)


def test_a_number_to_call_is_in_the_digits_that_are_dialled() -> None:
    with pytest.raises(ValueError, match="0-9"):
        Contact(label="الإسعاف", number="٩٩٧")
    assert Contact(label="الإسعاف", number="\u2068997\u2069")


def test_a_number_that_no_card_is_wide_enough_for_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        aftercare_card(replace(ARABIC, phone=Contact(label="هاتف", number="0" * 60)))


def test_a_letter_that_the_font_lacks_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"U\+1F486"):
        aftercare_card(replace(ARABIC, title="جلسة 💆"))


@CARDS
def test_a_patient_does_not_wait_for_the_drawing(card: AftercareCard) -> None:
    def seconds() -> float:
        start = process_time()
        aftercare_card(card)
        return process_time() - start

    assert min(seconds() for _ in range(5)) < 0.15
