"""A question in the patient's own words, and what may follow it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.content.scope import Language, Programme
from tests.journeys.conftest import Stored
from tests.journeys.reading import reads_well
from tests.journeys.words import THUMBS, Words
from tests.simulator_client import Patient


@pytest.mark.parametrize(
    ("language", "question", "topic"),
    [
        ("ar", "هل يؤلم؟", "pain"),
        ("ar", "كم جلسة أحتاج؟", "sessions_count"),
        ("ar", "وش الأعراض الجانبية؟", "side_effects"),
        ("fa", "درد داره؟", "pain"),
        ("fa", "چند جلسه لازمه؟", "sessions_count"),
        ("fa", "عوارضش چیه؟", "side_effects"),
    ],
)
async def test_a_question_gets_the_curated_answer_with_what_may_be_asked_next(
    patient: Patient, words: Words, language: Language, question: str, topic: str
) -> None:
    await patient.says(question)
    follow_ups = words.follow_ups(topic, language)
    assert len(follow_ups) in {2, 3}
    seen = await patient.sees(words.answer(topic, language), buttons=[*follow_ups, *THUMBS])
    reads_well(seen.text, language)


async def test_after_pain_comes_anaesthesia_by_a_tap(sara: Patient, words: Words) -> None:
    await sara.says("هل يؤلم؟")
    await sara.sees("الألم", buttons=["هل يوجد تخدير؟", ..., *THUMBS])
    await sara.taps("هل يوجد تخدير؟")
    await sara.sees(words.answer("anesthesia", "ar"), buttons=[*words.follow_ups("anesthesia", "ar"), *THUMBS])


# --- Opinions


@pytest.mark.parametrize(
    ("language", "thumb", "helpful", "receipt"),
    [("ar", "👍", 1, "feedback_thanks"), ("fa", "👎", 0, "feedback_sorry")],
)
async def test_one_tap_says_whether_the_answer_helped_and_the_thumbs_are_gone(
    patient: Patient, words: Words, stored: Stored, language: Language, thumb: str, helpful: int, receipt: str
) -> None:
    await patient.says("هل يؤلم؟" if language == "ar" else "درد داره؟")
    follow_ups = words.follow_ups("pain", language)
    answer = await patient.sees(buttons=[*follow_ups, *THUMBS])
    await patient.taps(thumb)
    await patient.sees_toast(words.phrase(receipt, language))
    await patient.sees(answer.text, buttons=follow_ups)
    opinion = await stored.row("opinions", chat_id=patient.id)
    assert opinion["helpful"] == helpful
    assert opinion["topic"] == "pain"
    assert opinion["programme"] == "mesotherapy_face"
    assert opinion["message_id"] == answer.id
    assert opinion["content_version"] == words.catalogue.content_version


async def test_a_second_opinion_on_the_same_answer_changes_nothing(sara: Patient, words: Words, stored: Stored) -> None:
    await sara.says("هل يؤلم؟")
    answer = await sara.sees(buttons=[..., *THUMBS])
    up, down = (_data(answer.message, thumb) for thumb in THUMBS)
    # Faster than the thumbs can go.
    for data in (up, down, up):
        tap = {"id": data[:3], "chat_instance": "1", "message": answer.message, "data": data}
        await sara.does("update", callback_query=tap)
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    assert [row["helpful"] for row in stored.rows("opinions", chat_id=sara.id)] == [1]


async def test_small_talk_and_emergencies_are_not_rated(sara: Patient) -> None:
    await sara.says("شكرا لك")
    assert not {*THUMBS} & {*(await sara.sees()).buttons}
    await sara.says("مو قادرة أتنفس")
    assert not {*THUMBS} & {*(await sara.sees("997")).buttons}


def _data(message: dict[str, Any], label: str) -> str:
    buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
    return next(str(button["callback_data"]) for button in buttons if button["text"] == label)


# --- What carries over


@pytest.mark.parametrize(
    ("language", "first", "topic", "then"),
    [
        ("ar", "كم جلسة أحتاج؟", "sessions_count", "وللبلازما؟"),
        ("fa", "چند جلسه لازمه؟", "sessions_count", "برای پی آر پی چطور؟"),
    ],
)
async def test_the_question_carries_over_to_another_treatment(
    patient: Patient, words: Words, language: Language, first: str, topic: str, then: str
) -> None:
    await patient.says(first)
    await patient.sees(words.answer(topic, language))
    await patient.says(then)
    await patient.sees(words.answer(topic, language, "prp"), buttons=[*words.follow_ups(topic, language), *THUMBS])


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [("ar", "هل البلازما مؤلمة؟", "وكم جلسة؟"), ("fa", "پلاسما درد داره؟", "و چند جلسه؟")],
)
async def test_the_treatment_carries_over_to_another_question(
    patient: Patient, words: Words, language: Language, first: str, then: str
) -> None:
    await patient.says(first)
    await patient.sees(words.answer("pain", language, "prp"))
    await patient.says(then)
    await patient.sees(words.answer("sessions_count", language, "prp"))


async def test_a_tap_carries_over_to_words_and_words_to_a_tap(reza: Patient, words: Words) -> None:
    await reza.says("/menu")
    await reza.sees(buttons=words.menu("fa"))
    await reza.taps(words.phrase("programme_prp", "fa"))
    await reza.sees(buttons=words.menu("fa", "prp"))
    await reza.says("چند جلسه لازمه؟")
    await reza.sees(words.answer("sessions_count", "fa", "prp"))
    await reza.taps(words.label("session_interval", "fa"))
    await reza.sees(words.answer("session_interval", "fa", "prp"))


async def test_a_new_start_forgets_what_the_talk_was_about(sara: Patient, words: Words) -> None:
    await sara.says("كم جلسة للبلازما؟")
    await sara.sees(words.answer("sessions_count", "ar", "prp"))
    await sara.says("/start")
    await sara.sees(buttons=[*words.languages(), *words.menu("ar")])
    await sara.says("كم جلسة أحتاج؟")
    await sara.sees(words.answer("sessions_count", "ar"))


# --- Named values


@pytest.mark.parametrize(
    ("language", "question", "topic", "programme", "values"),
    [
        ("ar", "متى أقدر أحط مكياج؟", "activity_check", "mesotherapy_face", {"activity": ("makeup",)}),
        ("fa", "کی می‌تونم برم استخر؟", "activity_check", "mesotherapy_face", {"activity": ("swimming",)}),
        ("ar", "أنا حامل، أقدر أسوي ميزو؟", "condition_check", "mesotherapy_face", {"condition": ("pregnancy",)}),
        ("fa", "دیابت دارم، می‌تونم مزوتراپی کنم؟", "condition_check", "mesotherapy_face", {"condition": ("diabetes",)}),
        ("ar", "آخذ أسبرين كل يوم، في مشكلة؟", "medication_check", "mesotherapy_face", {"medication": ("aspirin",)}),
        ("fa", "آسپرین می‌خورم، اشکال دارد؟", "medication_check", "mesotherapy_face", {"medication": ("aspirin",)}),
        ("ar", "هل يفيد للهالات السوداء؟", "treats_concern", "mesotherapy_face", {"concern": ("dark_circles",)}),
        ("fa", "برای ریزش مو خوبه؟", "treats_concern", "mesotherapy_hair", {"concern": ("hair_loss",)}),
        ("ar", "وش الفرق بينه وبين البوتوكس؟", "compare", "mesotherapy_face", {"other": ("botox",)}),
        ("fa", "فرقش با بوتاکس چیه؟", "compare", "mesotherapy_face", {"other": ("botox",)}),
        ("ar", "أقدر أسوي ليزر مع الميزو؟", "combine", "mesotherapy_face", {"other": ("laser",)}),
        ("ar", "مکیاج و رياضة", "activity_check", "mesotherapy_face", {"activity": ("makeup", "sport")}),
        ("fa", "آرایش و ورزش کی؟", "activity_check", "mesotherapy_face", {"activity": ("makeup", "sport")}),
    ],
)
async def test_the_answer_is_for_all_that_the_patient_named(
    patient: Patient,
    words: Words,
    language: Language,
    question: str,
    topic: str,
    programme: Programme,
    values: dict[str, tuple[str, ...]],
) -> None:
    await patient.says(question)
    seen = await patient.sees(words.answer(topic, language, programme, **values), buttons=[..., *THUMBS])
    for kind, named in values.items():
        for value in named:
            assert words.catalogue.value_label(kind, value, language) in seen.text
    reads_well(seen.text, language)


@pytest.mark.parametrize(
    ("language", "question", "symptoms"),
    [
        ("ar", "وجهي أحمر ومنتفخ شوي من أمس", ("redness", "swelling")),
        ("fa", "صورتم یه کم قرمز شده", ("redness",)),
    ],
)
async def test_a_symptom_is_answered_at_once_and_more_exactly_when_the_day_of_the_session_is_known(
    patient: Patient, words: Words, language: Language, question: str, symptoms: tuple[str, ...]
) -> None:
    days = [words.phrase(f"since_{day}_button", language) for day in ("today", "yesterday", "days", "longer")]
    await patient.says(question)
    seen = await patient.sees(words.answer("symptom_report", language, symptom=symptoms), buttons=[*days, ...])
    reads_well(seen.text, language)
    await patient.taps(days[-1])
    answer = words.catalogue.answer(
        "symptom_report",
        programme="mesotherapy_face",
        language=language,
        now=datetime.now(UTC),
        values={"symptom": symptoms},
        stage="later",
    )
    seen = await patient.sees(answer.text)
    reads_well(seen.text, language)


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_where_no_value_was_named_each_can_be_tapped(patient: Patient, words: Words, language: Language) -> None:
    section = next(label for label, topics in words.sections(language).items() if "activity_check" in topics)
    await patient.says("/menu")
    await patient.sees(buttons=words.menu(language))
    await patient.taps(section)
    await patient.sees(section)
    await patient.taps(words.label("activity_check", language))
    activities = words.catalogue.values["activity"]
    labels = [words.catalogue.value_label("activity", each, language) for each in activities]
    await patient.sees(words.answer("activity_check", language), buttons=[*labels, ..., *THUMBS])
    await patient.taps(words.catalogue.value_label("activity", "sauna", language))
    seen = await patient.sees(words.answer("activity_check", language, activity=("sauna",)))
    assert not {*labels} & {*seen.buttons}


# --- Asked back, not understood


@pytest.mark.parametrize(("language", "word"), [("ar", "البلازما"), ("fa", "پلاسما")])
async def test_an_ambiguous_message_is_asked_back_with_buttons(
    patient: Patient, words: Words, language: Language, word: str
) -> None:
    await patient.says(word)
    choices = [words.label(topic, language) for topic in ("what_is", "price", "sessions_count")]
    nothing = words.phrase("none_of_these_button", language)
    await patient.sees(words.phrase("did_you_mean", language), buttons=[*choices, nothing])
    await patient.taps(choices[2])
    await patient.sees(words.answer("sessions_count", language, "prp"))


async def test_none_of_these_leads_to_the_menu(sara: Patient, words: Words) -> None:
    await sara.says("البلازما")
    await sara.sees(words.phrase("did_you_mean", "ar"))
    await sara.taps(words.phrase("none_of_these_button", "ar"))
    await sara.sees(words.phrase("none_of_these", "ar"), buttons=words.menu("ar", "prp"))


@pytest.mark.parametrize(("language", "question"), [("ar", "مين رئيس فرنسا؟"), ("fa", "پایتخت استرالیا کجاست؟")])
async def test_what_is_not_understood_is_said_so_with_the_menu_and_a_person(
    patient: Patient, words: Words, stored: Stored, language: Language, question: str
) -> None:
    before = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    await patient.says(question)
    buttons = [words.phrase("call_me_button", language), *words.menu(language)]
    seen = await patient.sees(words.phrase("not_understood", language), buttons=buttons)
    reads_well(seen.text, language)
    kept = (await stored.until(lambda: stored.rows("unanswered", text=question)))[-1]
    assert kept["language"] == language
    assert kept["guess"] == "out_of_scope"
    assert kept["content_version"] == words.catalogue.content_version
    assert datetime.fromisoformat(kept["asked_at"]) >= before
    assert str(patient.id) not in {str(value) for name, value in kept.items() if name != "id"}


async def test_what_was_answered_is_not_kept(sara: Patient, stored: Stored) -> None:
    await sara.says("كم جلسة أحتاج يا خديجة؟")
    await sara.sees()
    await stored.settled(sara)
    assert "خديجة" not in stored.text()
