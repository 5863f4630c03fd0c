"""Which language the bot answers in: that of the message when it is plain, the patient's own when it is not."""

from bot.content.scope import Language
from bot.conversation.context import Chat

_CERTAIN_ENOUGH = 0.8
"""From three words on."""
_CERTAIN_ENOUGH_WHEN_SHORT = 0.97
_CERTAIN_ENOUGH_AT_FIRST = 0.3
_FEW_WORDS = 3


def usual_language(chat: Chat, client_language: str) -> Language:
    """Return the patient's language before a word is read: chosen, last spoken, or that of their Telegram."""
    return chat.chosen_language or chat.language or ("fa" if client_language.lower().startswith("fa") else "ar")


def language_of_answer(
    text: str, detected: Language | None, certainty: float, *, chat: Chat, client_language: str
) -> Language:
    """Return the language to answer `text` in; it changes only on a clear margin, so that a talk does not flap."""
    if detected is None:
        return usual_language(chat, client_language)
    if chat.language is None and chat.chosen_language is None:
        needed = _CERTAIN_ENOUGH_AT_FIRST
    else:
        needed = _CERTAIN_ENOUGH if len(text.split()) >= _FEW_WORDS else _CERTAIN_ENOUGH_WHEN_SHORT
    return detected if certainty >= needed else usual_language(chat, client_language)
