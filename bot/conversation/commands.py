"""What commands, pictures and shared telephone numbers decide."""

import re
from collections.abc import Mapping

from bot.conversation.context import Chat, Context
from bot.conversation.decisions import Decision, KeepCallRequest, Say, SayPhrase, ShowLanguages, ShowMenu
from bot.conversation.events import AttachmentKind, Commanded, SharedContact
from bot.words.numbers import ascii_digits

_PHONE = re.compile(r"\+?\d{7,15}")

COMMANDS: Mapping[str, tuple[Say, str]] = {
    "start": (ShowMenu(greeting=True), "greet"),
    "menu": (ShowMenu(), "help"),
    "language": (ShowLanguages(), "change_language"),
    "help": (SayPhrase(key="help"), "help"),
    "clinic": (SayPhrase(key="clinic_card"), "contact"),
    "privacy": (SayPhrase(key="privacy"), "my_data"),
}
"""Name → what it shows, and the topic it is about."""


def decide_command(command: Commanded, context: Context) -> Decision:
    """Return what a command shows; one that does not exist is answered with those that do."""
    say, topic = COMMANDS.get(command.name, (SayPhrase(key="unknown_command"), "help"))
    return Decision(say=say, topic=topic, context=Context() if command.name == "start" else context)


def decide_attachment(kind: AttachmentKind, context: Context) -> Decision:
    """Return the line that says what Rafiq cannot look at or listen to, and who can."""
    return Decision(say=SayPhrase(key=f"{kind}_received"), topic="human", context=context)


def decide_contact(contact: SharedContact, chat: Chat) -> Decision:
    """Keep a number that was asked for; another one is not wanted and not kept."""
    if not chat.awaits_phone:
        return Decision(say=SayPhrase(key="contact_received"), topic="human", context=chat.context)
    if not contact.own:
        say = SayPhrase(key="call_me_someone_elses")
        return Decision(say=say, topic="human", context=chat.context, awaits_phone=True)
    return _call(contact.phone, chat.context)


def decide_phone(text: str, chat: Chat) -> Decision | None:
    """Keep a number that was asked for and typed; None if the text is something else."""
    digits = re.sub(r"[\s().-]", "", ascii_digits(text))
    return _call(digits, chat.context) if chat.awaits_phone and _PHONE.fullmatch(digits) else None


def _call(phone: str, context: Context) -> Decision:
    say = SayPhrase(key="call_me_stored", phone=phone)
    return Decision(say=say, topic="human", context=context, effects=(KeepCallRequest(phone=phone),))
