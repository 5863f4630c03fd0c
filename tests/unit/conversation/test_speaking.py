"""Which language the patient is answered in."""

import pytest

from bot.conversation.context import Chat
from bot.conversation.speaking import language_of_answer

NEW = Chat(chat_id=1)
PERSIAN = Chat(chat_id=1, language="fa")
CHOSE_ARABIC = Chat(chat_id=1, language="fa", chosen_language="ar")


@pytest.mark.parametrize(
    ("chat", "client", "text", "detected", "certainty", "expected"),
    [
        (NEW, "fa", "سلام", None, 0.0, "fa"),  # nothing to tell by: the language of the Telegram client
        (NEW, "en", "123", None, 0.0, "ar"),  # neither: Arabic
        (NEW, "fa", "السلام عليكم", "ar", 0.9, "ar"),  # the first message decides
        (PERSIAN, "fa", "سلام", "ar", 0.6, "fa"),  # one doubtful word does not switch a talk
        (PERSIAN, "fa", "كم جلسة أحتاج", "ar", 0.99, "ar"),  # a plain sentence does
        (PERSIAN, "fa", "كم جلسة أحتاج", "ar", 0.5, "fa"),  # not without a clear margin
        (CHOSE_ARABIC, "fa", "سلام", "fa", 0.6, "ar"),  # in doubt the patient's choice wins
    ],
)
def test_the_answer_comes_in_the_language_of_the_message_unless_that_is_in_doubt(
    chat: Chat, client: str, text: str, detected: str | None, certainty: float, expected: str
) -> None:
    assert language_of_answer(text, detected, certainty, chat=chat, client_language=client) == expected  # type: ignore[arg-type]
