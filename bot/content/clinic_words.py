"""The clinic's facts as words: what `{clinic_phone}`, `{clinic_prices}` and the like stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.content.clinic import Clinic
from bot.content.fill import fill
from bot.content.hours import local_time
from bot.content.hours_words import HoursWords
from bot.content.schema import Bilingual, Phrase
from bot.content.scope import PROGRAMMES, Programme
from bot.content.speech import Speech

LASTING_NAMES = frozenset(
    {
        "clinic_address",
        "clinic_booking_link",
        "clinic_doctors",
        "clinic_instagram",
        "clinic_instalments",
        "clinic_map",
        "clinic_name",
        "clinic_offers",
        "clinic_phone",
        "clinic_price",
        "clinic_prices",
        "clinic_whatsapp",
        "emergency_number",
        "programme",
        "self_harm_line",
    }
)
TIMED_NAMES = frozenset({"clinic_closed_dates", "clinic_hours_today", "clinic_hours_week", "clinic_open_now"})
CLINIC_NAMES = LASTING_NAMES | TIMED_NAMES
"""Every clinic value that a text may name; those of the hours depend on the time."""

PHRASES_USED = frozenset(
    {
        "closed_day",
        "closed_line",
        "closed_until_further_notice",
        "hours_closed",
        "hours_closed_for",
        "hours_interval",
        "hours_join",
        "hours_line",
        "hours_season",
        "open_until",
        "opens_at",
        "opens_later",
        "price_line",
        "price_per_session",
        "programme_mesotherapy_face",
        "programme_mesotherapy_hair",
        "programme_prp",
        "today",
        "tomorrow",
    }
)
"""The phrases that these values are made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClinicWords:
    """One clinic in one language."""

    clinic: Clinic
    speech: Speech
    phrases: Mapping[str, Phrase]
    emergency_number: str

    def lasting(self, programme: Programme) -> dict[str, str | None]:
        """Return every value that does not depend on the time; None for what the clinic has left empty."""
        clinic = self.clinic
        return {
            "clinic_address": self._said(clinic.address),
            "clinic_booking_link": clinic.booking_url,
            "clinic_doctors": self.speech.listing([str(self._said(doctor)) for doctor in clinic.doctors]) or None,
            "clinic_instagram": f"@{clinic.instagram}" if clinic.instagram else None,
            "clinic_instalments": self._said(clinic.instalments),
            "clinic_map": clinic.map_url,
            "clinic_name": self._said(clinic.name),
            "clinic_offers": self._said(clinic.offers),
            "clinic_phone": clinic.phone,
            "clinic_price": self._price(programme),
            "clinic_prices": "\n".join(map(self._price_line, self._priced())) or None,
            "clinic_whatsapp": clinic.whatsapp,
            "emergency_number": self.emergency_number,
            "programme": self._phrase(f"programme_{programme}"),
            "self_harm_line": clinic.self_harm_line.number if clinic.self_harm_line else None,
        }

    def timed(self, name: str, now: datetime | None) -> str | None:
        """Return what a name stands for at the time `now`.

        Raises:
            KeyError: No value of the clinic's hours has this name.
            ValueError: `now` is None or has no zone.
        """
        tell = HoursWords(clinic=self.clinic, speech=self.speech, say=self._phrase).values()[name]
        if now is None:
            raise ValueError(f"{{{name}}} depends on the time: pass now=")
        return tell(local_time(self.clinic, now))

    def _said(self, words: Bilingual | None) -> str | None:
        return getattr(words, self.speech.language) if words else None

    def _phrase(self, key: str, **params: str) -> str:
        template: str = getattr(self.phrases[key], self.speech.language)
        return fill(template, params.__getitem__)

    def _priced(self) -> list[Programme]:
        return [programme for programme in PROGRAMMES if programme in self.clinic.prices]

    def _price(self, programme: Programme) -> str | None:
        price = self.clinic.prices.get(programme)
        return self._phrase("price_per_session", amount=self.speech.money(price.amount)) if price else None

    def _price_line(self, programme: Programme) -> str:
        name = self._phrase(f"programme_{programme}")
        return self._phrase("price_line", treatment=name, price=self._price(programme) or "")
