"""Links that start something: t.me/<bot>?start=<kind>_<clinic>_<token>."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

LinkKind = Literal["s", "i"]
"""What a link offers: the aftercare of a session, or a place among the clinic's people."""

_KINDS: tuple[LinkKind, ...] = ("s", "i")


@dataclass(frozen=True, kw_only=True, slots=True)
class Payload:
    """What Telegram hands over when a link is opened. The token may hold "_" and "-" itself."""

    kind: LinkKind
    clinic_id: str
    token: str


def clinic_id_of(bot_name: str) -> str:
    """Return six hex digits that tell the links of one clinic's bot from those of another's."""
    return sha256(bot_name.lower().encode()).hexdigest()[:6]


def link_to(payload: Payload, bot_name: str) -> str:
    """Return the address that opens the bot with this payload."""
    return f"https://t.me/{bot_name}?start={payload.kind}_{payload.clinic_id}_{payload.token}"


def read_payload(argument: str) -> Payload | None:
    """Return what the argument of /start carries; None if it is none of these links."""
    match argument.split("_", 2):
        case [("s" | "i") as kind, clinic_id, token] if clinic_id and token:
            return Payload(kind=next(each for each in _KINDS if each == kind), clinic_id=clinic_id, token=token)
    return None
