"""For whom a session is: the owner of the account, somebody known by a nickname, or somebody new."""

import unicodedata
from collections.abc import Mapping
from zlib import crc32

from bot.aftercare.reminders import Recipient
from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.context import IDLE_AFTER
from bot.conversation.screens import Screen
from bot.words.normalise import fold

OTHER = "other"
"""What the button for somebody new carries."""
LONGEST_NICKNAME = 20
_ME = "me"
_MOST_BUTTONS = 12
_JOINER = "\u200c"
_QUESTION_MARKS = frozenset("?\u061f")
_OF_SENTENCES = frozenset(".,;:!\u060c\u061b\u06d4\u2026")
_MOST_WORDS = 2


def nicknames(recipient: Recipient) -> Mapping[str, int]:
    """Return the nicknames in use, each with one session of that person: what a button can name them by."""
    return {each.person: each.id for each in sorted(recipient.sessions, key=lambda each: each.at) if each.person}


def for_whom_screen(recipient: Recipient, action: str) -> Screen:
    """Return the question for whom a session is; its buttons carry what `person_of` reads."""
    known = list(nicknames(recipient).items())[-_MOST_BUTTONS:]
    people = [button(line("for_person_button", person=name), action, str(id_)) for name, id_ in known]
    return Screen(
        parts=(line("for_whom"),),
        rows=(
            (button("for_me_button", action, _ME),),
            *((each,) for each in people),
            (button("for_someone_button", action, OTHER),),
        ),
    )


def person_of(argument: str, recipient: Recipient) -> str | None:
    """Return whom a button of the question stands for: "" or a nickname; None if it is nobody of this chat."""
    if argument == _ME:
        return ""
    return next((name for name, id_ in nicknames(recipient).items() if str(id_) == argument), None)


def nickname_screen(action: str, *, again: bool = False) -> Screen:
    """Return the request to type a nickname; its button carries what `person_of` reads."""
    asked = line("nickname_wrong" if again else "nickname_ask")
    return Screen(parts=(asked,), rows=((button("for_me_button", action, _ME),),))


def nickname_echo(person: str, *, yes: str, action: str) -> Screen:
    """Return the question whether this is the nickname; "no" asks for it again, by what `person_of` reads."""
    return Screen(
        parts=(line("nickname_confirm", person=person),),
        rows=(
            (button("nickname_yes_button", yes, mark_of(person)), button("nickname_no_button", action, OTHER)),
            (button("for_me_button", action, _ME),),
        ),
    )


def mark_of(person: str) -> str:
    """Return a short name for a nickname: a button that confirms it confirms no other."""
    return f"{crc32(person.encode()):08x}"


def read_nickname(text: str, recipient: Recipient) -> str | None:
    """Return a typed nickname, as it is known if it only is spelled differently; None if it cannot be one."""
    letters = (each for each in unicodedata.normalize("NFKC", text.replace(_JOINER, " ")) if not _is_mark(each))
    name = " ".join("".join(letters).split())
    if not 1 <= len(name) <= LONGEST_NICKNAME or not all(each.isalnum() or each == " " for each in name):
        return None
    return next((known for known in nicknames(recipient) if fold(known) == fold(name)), name)


def may_be_a_nickname(text: str, situation: Situation) -> bool:
    """Tell whether a text can be meant as a nickname: an answer, and not built like a sentence."""
    if not is_an_answer(text, situation):
        return False
    is_marked = any(map(str.isalpha, text)) and not _OF_SENTENCES.isdisjoint(text)
    return len(text.replace(_JOINER, " ").split()) <= _MOST_WORDS and not is_marked


def is_an_answer(text: str, situation: Situation) -> bool:
    """Tell whether a text can be the answer to what was asked: no question of its own, and not of another day."""
    last = situation.chat.last_turn_at
    rested = last is not None and situation.now - last >= IDLE_AFTER
    return not rested and _QUESTION_MARKS.isdisjoint(text)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"
