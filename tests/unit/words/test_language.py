"""Arabic or Persian, learnt from our own training sentences."""

from pathlib import Path

import pytest

from bot.rasa_process.sentences import read_sentences
from bot.words.language import LanguageModel

DATA = Path(__file__).resolve().parents[3] / "nlu" / "data"


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.train(read_sentences(DATA))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("كم جلسة أحتاج للوجه", "ar"),
        ("شلون أعرف إذا بشرتي مناسبة", "ar"),
        ("چند جلسه لازمه برای صورت", "fa"),
        ("بعدش ميتونم ارايش كنم", "fa"),  # Persian on an Arabic keyboard
        ("کم جلسه احتاج للوجه", "ar"),  # Arabic on a Persian keyboard
        ("ba3d el jalsa a7ot makyaj 3adi?", "ar"),
        ("bad az jalase mitunam arayesh konam", "fa"),
    ],
)
def test_a_sentence_is_told_apart_whatever_keyboard_or_letters_it_was_typed_with(
    model: LanguageModel, text: str, language: str
) -> None:
    found = model.detect(text)
    assert found.language == language
    assert found.certainty > 0.8


@pytest.mark.parametrize("text", ["", "123", "😊👍", "؟!", "你好"])
def test_what_has_no_letters_of_ours_tells_nothing(model: LanguageModel, text: str) -> None:
    assert model.detect(text).certainty < 0.5
