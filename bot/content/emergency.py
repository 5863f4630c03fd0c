"""The number to call in an emergency: by the clinic's country, never by the patient's language."""

from typing import Any

from bot.content.clinic import Clinic
from bot.content.contents import Contents

EMERGENCY_NUMBERS = "safety/emergency_numbers.yml"


def emergency_number(contents: Contents, clinic: Clinic) -> str | None:
    """Return the clinic's own number, else its country's, or None when nobody has given one."""
    if clinic.emergency_number is not None:
        return clinic.emergency_number
    document = contents.documents.get(EMERGENCY_NUMBERS)
    return _number(document.data, clinic.country) if document else None


def _number(table: Any, country: str) -> str | None:
    rows = table.get("numbers", table) if isinstance(table, dict) else {}
    row = rows.get(country) if isinstance(rows, dict) else None
    number = row.get("number") if isinstance(row, dict) else row
    return str(number) if isinstance(number, str | int) and not isinstance(number, bool) else None
