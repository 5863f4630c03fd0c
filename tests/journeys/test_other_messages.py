"""What is no text message: each kind has an answer of its own, never silence."""

import json

import pytest

from bot.content.scope import Language
from tests.journeys.conftest import Stored
from tests.journeys.reading import reads_well
from tests.journeys.words import CLINIC_PHONE, THUMBS, Words
from tests.simulator_client import Patient, Simulation

in_both_languages = pytest.mark.parametrize("language", ["ar", "fa"])


@in_both_languages
@pytest.mark.parametrize("kind", ["photo", "voice", "video", "document", "sticker", "location"])
async def test_every_kind_of_attachment_is_answered(
    patient: Patient, words: Words, language: Language, kind: str
) -> None:
    await patient.sends(kind)
    menu = words.phrase("menu_button", language)
    seen = await patient.sees(words.phrase(f"{kind}_received", language), buttons=[..., menu])
    reads_well(seen.text, language)


@in_both_languages
async def test_who_sends_a_picture_can_ask_for_a_call(patient: Patient, words: Words, language: Language) -> None:
    await patient.sends("photo")
    await patient.sees(CLINIC_PHONE, buttons=[words.phrase("call_me_button", language), ...])


@pytest.mark.parametrize("kind", ["poll", "dice", "venue", "video_note", "animation", "audio", "story"])
async def test_rare_kinds_of_messages_are_answered(sara: Patient, kind: str) -> None:
    await sara.does("update", message={kind: _RARE[kind]})
    await sara.sees(buttons=[..., "القائمة"])


_FILE = {"file_id": "f", "file_unique_id": "u", "duration": 1}
_RARE: dict[str, object] = {
    "poll": {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    },
    "dice": {"value": 3, "emoji": "🎲"},
    "venue": {"location": {"latitude": 1.0, "longitude": 1.0}, "title": "?", "address": "?"},
    "video_note": {**_FILE, "length": 1},
    "animation": {**_FILE, "width": 1, "height": 1},
    "audio": _FILE,
    "story": {"id": 1, "chat": {"id": 1, "type": "private"}},
}  # fmt: skip


@in_both_languages
async def test_the_words_under_a_picture_are_answered_and_nothing_is_made_up_about_it(
    patient: Patient, words: Words, language: Language
) -> None:
    await patient.sends("photo", caption="هل يؤلم؟" if language == "ar" else "درد داره؟")
    seen = await patient.sees(words.answer("pain", language), buttons=[..., *THUMBS])
    assert seen.text.startswith(words.phrase("caption_read", language))


@in_both_languages
async def test_an_edited_message_is_a_new_question(patient: Patient, words: Words, language: Language) -> None:
    (message,) = await patient.says("🌷")
    await patient.sees(words.phrase("empty_text", language))
    await patient.edits(message, "هل يؤلم؟" if language == "ar" else "درد داره؟")
    seen = await patient.sees(words.answer("pain", language))
    assert seen.text.startswith(words.phrase("edited_seen", language))


@in_both_languages
@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_in_a_group_nobody_is_answered_but_asked_to_come_over(
    telegram: Simulation, words: Words, language: Language, kind: str
) -> None:
    group = await telegram.patient(type=kind, first_name="العائلة", language_code=language)
    await group.says("هل يؤلم؟" if language == "ar" else "درد داره؟")
    seen = await group.sees(words.phrase("group_chat", language))
    assert seen.text == words.phrase("group_chat", language)


@in_both_languages
async def test_a_text_that_is_too_long_is_said_to_be(patient: Patient, words: Words, language: Language) -> None:
    await patient.says("هل يؤلم؟ " * 600 if language == "ar" else "درد داره؟ " * 600, raw=True)
    await patient.sees(words.phrase("too_long", language))


async def test_a_long_text_that_the_app_splits_is_answered_in_pieces(sara: Patient, words: Words) -> None:
    messages = await sara.says("كم جلسة أحتاج للوجه؟ " * 250)
    assert len(messages) == 2
    for _ in messages:
        await sara.sees(words.answer("sessions_count", "ar"))


@pytest.mark.parametrize(
    "text", ["🙏", "😂😂😂", "👍🏽", "...", "؟", "١٢", "\u200f\u200f", "\u0640\u0640\u0640", "❤️‍🔥"]
)
async def test_what_has_no_words_is_asked_for_some(sara: Patient, words: Words, text: str) -> None:
    await sara.says(text)
    await sara.sees(words.phrase("empty_text", "ar"), buttons=[words.phrase("menu_button", "ar")])


async def test_an_empty_text_is_answered_too(sara: Patient) -> None:
    await sara.does("update", message={"text": ""})
    await sara.sees(buttons=[..., "القائمة"])


# --- What needs no answer, and what cannot be read


async def test_what_is_no_message_of_a_patient_is_passed_over_in_silence(
    telegram: Simulation, sara: Patient, words: Words, stored: Stored
) -> None:
    channel = {"id": -100, "type": "channel", "title": "أخبار"}
    strange = [
        {"channel_post": {"message_id": 1, "date": 1, "chat": channel, "text": "هل يؤلم؟"}},
        {"message_reaction": {"chat": {"id": sara.id, "type": "private"}, "message_id": 1, "date": 1}},
        {"something_of_next_year": {"chat": {"id": sara.id, "type": "private"}}},
        {},
    ]
    await telegram.post("/sim/updates", updates=strange)
    await sara.does(
        "update", message={"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    )
    await sara.says("كم جلسة أحتاج؟")
    await sara.sees(words.answer("sessions_count", "ar"))
    assert len(await sara.conversation()) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"chat": {"id": "CHAT", "type": "private"}}},
        {"message": {"message_id": 1, "date": "yesterday", "chat": {"id": "CHAT", "type": "private"}, "text": "هلا"}},
        {"callback_query": {"id": "1", "message": {"chat": {"id": "CHAT", "type": "private"}}}},
        {"message": "a text"},
        {"message": ["a", "list"]},
    ],
)
async def test_an_update_that_cannot_be_read_is_set_aside_and_the_next_one_answered(
    telegram: Simulation, sara: Patient, words: Words, stored: Stored, broken: dict[str, object]
) -> None:
    update = _of_chat(broken, sara.id)
    (number,) = (await telegram.post("/sim/updates", updates=[update]))["update_ids"]
    if "CHAT" in json.dumps(broken):
        await sara.sees(words.phrase("something_failed", "ar"))
    await sara.says("كم جلسة أحتاج؟")
    await sara.sees(words.answer("sessions_count", "ar"))
    assert (await stored.row("inbox", update_id=number, state="set_aside"))["attempts"] == 3


def _of_chat(value: object, chat_id: int) -> object:
    if isinstance(value, dict):
        return {name: _of_chat(each, chat_id) for name, each in value.items()}
    return chat_id if value == "CHAT" else value
