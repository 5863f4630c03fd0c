"""What a patient reads: answers, phrases and labels of the small clinic."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.scope import Language, Programme
from bot.words.bidi import strip_isolates

NOON = datetime(2027, 1, 4, 9, tzinfo=UTC)  # noon of a Monday in Riyadh


def read(
    catalogue: Catalogue,
    topic: str,
    language: Language = "ar",
    programme: Programme = "mesotherapy_face",
    **values: list[str],
) -> str:
    answer = catalogue.answer(topic, programme=programme, language=language, now=NOON, values=values)
    return strip_isolates(answer.text)


def test_an_answer_names_its_facts_with_number_and_unit(catalogue: Catalogue) -> None:
    assert read(catalogue, "sessions_count") == "تحتاج عادةً من ٣ إلى ٦ جلسات."
    assert read(catalogue, "sessions_count", "fa") == "معمولاً ۳ تا ۶ جلسه لازم است."


def test_the_same_words_take_the_facts_of_the_programme_asked_about(catalogue: Catalogue) -> None:
    assert read(catalogue, "sessions_count", "ar", "prp") == "تحتاج عادةً من جلستين إلى ٤ جلسات."


def test_a_programme_with_words_of_its_own_is_answered_with_them(catalogue: Catalogue) -> None:
    assert read(catalogue, "pain", "fa", "prp") == "درد کم است و جزئیات را کلینیک می‌گوید: +966 11 000 0000"


def test_where_the_sources_are_silent_the_answer_says_so_and_offers_the_clinic(catalogue: Catalogue) -> None:
    answer = catalogue.answer("pain", programme="mesotherapy_hair", language="ar", now=NOON)
    assert "لا تذكر مصادرنا" in answer.text
    assert "الميزوثيرابي للشعر" in answer.text
    assert "+966 11 000 0000" in answer.text
    assert answer.sources == ("safety",)


def test_a_line_about_something_the_clinic_does_not_have_is_left_out(catalogue: Catalogue) -> None:
    text = read(catalogue, "pain")
    assert "عروضنا" not in text
    assert text.splitlines()[-1] == "العيادة: +966 11 000 0000"


def test_a_phone_number_is_isolated_and_keeps_its_ascii_digits(catalogue: Catalogue) -> None:
    answer = catalogue.answer("pain", programme="mesotherapy_face", language="fa", now=NOON)
    assert "\u2068+966 11 000 0000\u2069" in answer.text


def test_one_value_is_answered_with_its_verdict_and_the_word_agrees_with_it(catalogue: Catalogue) -> None:
    assert read(catalogue, "activity_check", activity=["makeup"]).splitlines()[1] == "المكياج مسموح بعد ٢٤ ساعة."
    assert read(catalogue, "activity_check", activity=["sauna"]).splitlines()[1] == (
        "الساونا مسموحة بعد ٢٤ ساعة. والبخار أيضًا."
    )


def test_several_values_are_all_answered_in_the_order_asked(catalogue: Catalogue) -> None:
    assert read(catalogue, "activity_check", "fa", activity=["sauna", "makeup", "sauna"]).splitlines() == [
        "این را می‌دانیم.",
        "سونا: بعد از ۲۴ ساعت. بخار هم همین‌طور.",
        "آرایش: بعد از ۲۴ ساعت.",
        "پزشک تصمیم می‌گیرد.",
    ]


def test_a_programme_changes_the_verdict_the_fact_and_the_note_of_a_value(catalogue: Catalogue) -> None:
    assert "المكياج: لا مانع." in read(catalogue, "activity_check", "ar", "mesotherapy_hair", activity=["makeup"])
    prp = read(catalogue, "activity_check", "ar", "prp", activity=["sauna"])
    assert prp.splitlines() == ["هذا ما نعرفه.", "الساونا مسموحة بعد يومين.", "طبيب البلازما يقرر."]


def test_a_value_s_own_words_may_name_the_clinic(catalogue: Catalogue) -> None:
    lines = read(catalogue, "activity_check", activity=["travel"]).splitlines()
    assert lines[1:-1] == ["السفر: نسأل الطبيب: +966 11 000 0000"]


def test_without_a_value_or_with_unknown_ones_the_answer_is_general(catalogue: Catalogue) -> None:
    general = "المكياج: بعد ٢٤ ساعة."
    assert read(catalogue, "activity_check") == general
    assert read(catalogue, "activity_check", activity=["jousting"]) == general
    assert read(catalogue, "activity_check", condition=["pregnancy"]) == general


def test_an_answer_tells_its_sources_follow_ups_and_the_state_of_the_content(catalogue: Catalogue) -> None:
    answer = catalogue.answer(
        "activity_check", programme="prp", language="fa", now=NOON, values={"activity": ["makeup", "sauna"]}
    )
    assert answer.sources == ("S1", "safety")
    assert answer.follow_ups == ("pain", "sessions_count")
    assert answer.content_version == catalogue.content_version
    assert len(answer.content_version) == 12


def test_any_change_of_the_content_changes_its_version(content: Path, edit: Any, catalogue: Catalogue) -> None:
    assert load(content).content_version == catalogue.content_version
    edit("clinic.yml", "11 000", "11 001")
    assert load(content).content_version != catalogue.content_version


def test_a_greeting_varies_with_the_minute_and_with_nothing_else(catalogue: Catalogue) -> None:
    texts = [
        catalogue.answer("greet", programme="prp", language="fa", now=datetime(2027, 1, 4, 9, m, tzinfo=UTC)).text
        for m in (0, 0, 1, 2)
    ]
    assert texts[0] == texts[1] == texts[3] != texts[2]


def test_a_topic_that_does_not_exist_is_a_bug(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        read(catalogue, "payn")


def test_a_phrase_takes_its_params_and_isolates_a_phone_number(catalogue: Catalogue) -> None:
    said = catalogue.phrase("call_me_stored", "ar", phone="+966 50 123 4567")
    assert "\u2068+966 50 123 4567\u2069" in said


def test_a_number_in_a_phrase_has_the_language_s_digits(catalogue: Catalogue) -> None:
    assert "۱٬۲۰۰" in catalogue.phrase("price_per_session", "fa", amount=1200)


def test_hours_in_a_text_need_the_time(catalogue: Catalogue) -> None:
    assert "{" not in catalogue.fill("{clinic_hours_today}", "ar", now=NOON)
    with pytest.raises(ValueError, match="depends on the time"):
        catalogue.fill("{clinic_hours_today}", "ar")


def test_labels_are_in_the_language_asked_for(catalogue: Catalogue) -> None:
    assert catalogue.label("pain", "fa") == "درد دارد؟"
    assert catalogue.value_label("activity", "sauna", "ar") == "الساونا"
    assert catalogue.section_label("treatment", "fa") == "درمان"
    assert catalogue.needs == {"activity_check": "activity"}
