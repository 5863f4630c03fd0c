"""Registers sessions for commands: read by the clinic's content, stored together, a link for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.registration import OFFER_LASTS
from bot.broken_setup import BrokenSetup
from bot.cli.entries import Entry, Rules, read_entry
from bot.cli.opened import bot_name, opened
from bot.cli.written_time import Wrong
from bot.content.load import load
from bot.conversation.care.links import Payload, clinic_id_of, link_to
from bot.settings import Settings
from bot.store.dialect import writing
from bot.store.offers import Link, offer
from bot.store.tokens import digest_of, new_token
from bot.wiring import now


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """A registered session: its number, the link for its patient, and until when that can be opened."""

    id: int
    link: str
    expires_at: datetime


async def rules_of(settings: Settings, zone: str | None) -> Rules:
    """Return what entries are read by.

    Raises:
        BrokenSetup: There is no such zone.
        ContentError: The content has errors.
    """
    catalogue = load(settings.rafiq_content)
    return Rules(zone=_zone(zone) if zone else catalogue.clinic.zone, areas=tuple(catalogue.values["area"]), now=now())


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One run of a command that registers sessions."""

    settings: Settings
    rules: Rules

    @classmethod
    async def of(cls, settings: Settings, zone: str | None) -> "Registration":
        """Return it, with times on the clocks of `zone`, or of the clinic."""
        return cls(settings=settings, rules=await rules_of(settings, zone))

    def read(self, written: Mapping[str, str]) -> Entry | tuple[Wrong, ...]:
        """Return what was written, or all that is wrong with it."""
        return read_entry(written, self.rules)

    async def register(self, entries: Sequence[Entry]) -> list[Offered]:
        """Store all of them, or none, and return what is handed out, in their order.

        Raises:
            BrokenSetup: The bot's name is not known, or the database cannot be used.
        """
        # Before anything is stored: without the name there is no link to hand out.
        name = await bot_name(self.settings)
        expires_at = self.rules.now + OFFER_LASTS
        offers = []
        async with opened(self.settings) as engine, writing(engine) as connection:
            for entry in entries:
                token = new_token()
                link = Link(token_hash=digest_of(token), expires_at=expires_at)
                number = await offer(connection, entry.session, link=link, next_at=entry.next_at, now=self.rules.now)
                address = link_to(Payload(kind="s", clinic_id=clinic_id_of(name), token=token), name)
                offers.append(Offered(id=number, link=address, expires_at=expires_at))
        return offers


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise BrokenSetup(f"there is no time zone '{name}': write it as Asia/Riyadh") from None
