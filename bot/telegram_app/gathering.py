"""What a turn has to know of a patient's aftercare, by what they just did."""

from datetime import datetime

from bot.aftercare.reminders import Care
from bot.conversation.buttons import ForCare, decode
from bot.conversation.care.links import read_payload
from bot.conversation.care.situation import Desk
from bot.conversation.events import Commanded, Event, Tapped
from bot.store.patients import Patients

_HIGHEST_NUMBER = 2**31 - 1
"""A number of a row is never higher: PostgreSQL refuses to look for one that is."""
_LONGEST_NUMBER = len(str(_HIGHEST_NUMBER))


async def gather(event: Event, chat_id: int, patients: Patients, desk: Desk, *, now: datetime) -> Care:
    """Return the aftercare of a chat, with the reminder that was tapped or the link that was opened."""
    match event:
        case Tapped(data=data):
            return await patients.care_of(chat_id, now=now, tapped=_number_in(data))
        case Commanded(name="start", argument=argument):
            payload = read_payload(argument)
            # A link of another clinic offers nothing here: its token is not looked up.
            ours = payload is not None and payload.clinic_id == desk.clinic_id
            return await patients.care_of(
                chat_id, now=now, token_hash=desk.hash_token(payload.token) if payload and ours else None
            )
    return await patients.care_of(chat_id, now=now)


def _number_in(data: str) -> int | None:
    target = decode(data)
    number = target.argument.partition(":")[0] if isinstance(target, ForCare) else ""
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return None
    return int(number) if int(number) <= _HIGHEST_NUMBER else None
