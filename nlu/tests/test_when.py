"""When patients say something was or will be: the words for it are found, whole, and no others."""

import pytest
from conftest import Served

from bot.words.normalise import fold
from nlu.components.when import Times


@pytest.fixture(scope="module")
def times() -> Times:
    return Times()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وجهي وارم من امبارح", ["من امبارح"]),
        ("سويت الجلسة قبل ثلاث ساعات", ["قبل ثلاث ساعات"]),
        ("موعدي يوم الخميس الجاي الساعة خمسة العصر", ["يوم الخميس الجاي الساعة خمسة العصر"]),
        ("سويتها قبل أسبوع", ["قبل أسبوع"]),
        ("عملت بلازما من يومين ونص", ["من يومين ونص"]),
        ("عندي سفر بعد بكرة، أقدر أسبح اليوم؟", ["بعد بكرة", "اليوم"]),
        ("بغيت رونديفو غدوة فالعشية", ["غدوة فالعشية"]),
        ("شگد يبقى الورم؟ صار لي ثلاثة أيام", ["صار لي ثلاثة أيام"]),
        ("دیروز عصر جلسه داشتم", ["دیروز عصر"]),
        ("نوبتم ۱۲ آبان ساعت ۵ عصره", ["۱۲ آبان ساعت ۵ عصره"]),
        ("دو روز پیش مزو زدم", ["دو روز پیش"]),
        ("فردا میام", ["فردا"]),
        ("از دیشب صورتم باد کرده", ["از دیشب"]),
        ("سه هفته دیگه عروسیمه", ["سه هفته دیگه"]),
        ("dirooz jalase dashtam", ["dirooz"]),
        ("3melt el mezo embare7", ["embare7"]),
        ("١٤/٣ الساعة 16:30", ["١٤/٣ الساعة 16:30"]),
    ],
)
def test_a_time_is_found_as_it_is_written(times: Times, text: str, found: list) -> None:
    assert [time.text for time in times.find(text, fold(text))] == found


@pytest.mark.parametrize(
    "text",
    [
        "صباح الخير",
        "كم جلسة أحتاج كل شهر؟",
        "الوجع بسيط شوي",
        "يومين قبل الجلسة لازم أوقف شي؟",
        "هر روز ضد آفتاب بزنم؟",
        "صبح بخیر",
        "چند هفته بین جلسات باشه؟",
        "بكره الإبر",
    ],
)
def test_what_only_looks_like_a_time_is_none(times: Times, text: str) -> None:
    assert times.find(text, fold(text)) == []


def test_a_served_message_names_its_time_beside_its_other_values(rasa: Served) -> None:
    entities = rasa.understands("وجهي وارم من امبارح")["entities"]
    assert {"entity": "when", "value": "من امبارح", "start": 10, "end": 19} in entities
    assert "swelling" in {entity["value"] for entity in entities}
