"""What journeys of the aftercare share: staff who register, patients who open a link, and time that passes."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.content.scope import LANGUAGES, Language
from tests.journeys.words import Words
from tests.rafiq_process import ADMINS
from tests.simulator_client import Patient, Simulation

_LINK = re.compile(r"\?start=([\w-]+)")
_NOON = 13
_unused = iter(ADMINS)


async def staff(telegram: Simulation) -> Patient:
    """Return one of the clinic's admins whom the settings name; each test has its own."""
    return await telegram.patient(first_name="هدى", language_code="ar", id=next(_unused))


async def registers(clinic: Patient, words: Words, when: str, *, programme: str = "prp") -> str:
    """Let staff register a session and return what the link hands to the bot."""

    def label(key: str, **params: str) -> str:
        return words.phrase(f"register_{key}_button", "ar", **params)

    await clinic.says("/register")
    await clinic.sees(words.phrase("register_programme", "ar"))
    await clinic.taps(words.phrase(f"programme_{programme}", "ar"))
    for asked in ("area", "number"):
        await clinic.sees(words.phrase(f"register_{asked}", "ar"))
        await clinic.taps(label("skip"))
    await clinic.sees(words.phrase("register_time", "ar"))
    await clinic.says(when)
    await clinic.sees(buttons=[label("yes"), ...])
    await clinic.taps(label("yes"))
    seen = await clinic.sees(_LINK)
    found = _LINK.search(seen.text)
    assert found
    return found[1]


async def enrols(patient: Patient, payload: str, words: Words, language: Language = "ar") -> None:
    """Let a patient open a link and agree."""
    await patient.says(f"/start {payload}")
    agree = [words.phrase("consent_agree_button", each) for each in LANGUAGES]
    await patient.sees("997", buttons=[agree[0], ..., agree[1], ...])
    await patient.taps(words.phrase("consent_agree_button", language))
    await patient.sees(words.phrase("enrolled", language))


class Clock:
    """Lets time pass for one patient: in the database, beside the running Rafiq."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def is_noon_for(self, patient: Patient, *, session_in: timedelta) -> None:
        """Let it be an hour at which nobody sleeps, some time before the patient's session, which is booked."""
        now = datetime.now(UTC)
        with closing(sqlite3.connect(self._database, timeout=20)) as connection, connection:
            connection.execute("UPDATE patients SET zone = ? WHERE chat_id = ?", (_zone_at_noon(now), patient.id))
            at = _stored(now + session_in)
            connection.execute("UPDATE sessions SET booked = 1, at = ? WHERE chat_id = ?", (at, patient.id))

    def makes_due(self, patient: Patient, step: str) -> None:
        """Let a reminder be due now, at an hour at which nobody sleeps, long after the patient's last word."""
        now = datetime.now(UTC)
        with closing(sqlite3.connect(self._database, timeout=20)) as connection, connection:
            connection.execute("UPDATE chats SET last_turn_at = NULL WHERE chat_id = ?", (patient.id,))
            connection.execute("UPDATE patients SET zone = ? WHERE chat_id = ?", (_zone_at_noon(now), patient.id))
            changed = connection.execute(
                "UPDATE reminders SET state = 'planned', due_at = ?, late_until = ? WHERE chat_id = ? AND step = ?",
                (_stored(now), _stored(now + timedelta(hours=5)), patient.id, step),
            )
            assert changed.rowcount == 1


def _zone_at_noon(now: datetime) -> str:
    return f"Etc/GMT{now.hour - _NOON:+d}"


def _stored(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")
