"""Whether the clinic is open, in its own time zone, on ordinary days, feasts and nights."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.content.clinic import Clinic
from bot.content.contents import read_contents
from bot.content.hours import day_hours, next_opening, open_until

_CLINIC = read_contents(Path(__file__).parent / "sample_content").documents["clinic.yml"].data
RIYADH = ZoneInfo("Asia/Riyadh")


def clinic(**changes: Any) -> Clinic:
    return Clinic.model_validate(_CLINIC | changes)


def at(day: int, hour: int, minute: int = 0, *, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=RIYADH)


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        (at(4, 9, 59), None),  # Monday, before it opens
        (at(4, 10), at(4, 14)),  # the minute of opening counts
        (at(4, 14), None),  # the minute of closing does not
        (at(4, 20, 59), at(4, 21)),
        (at(6, 12), None),  # Wednesday: no hours
        (at(7, 23), at(8, 1)),  # Thursday's hours go past midnight
        (at(8, 0, 30), at(8, 1)),  # and still hold early on Friday
        (at(8, 1), None),
        (at(9, 12, month=3), None),  # feast
        (at(15, 12, month=2), None),  # Ramadan: Mondays open at night only
        (at(15, 22, month=2), at(15, 23, 30, month=2)),
    ],
)
def test_the_clinic_is_open_until_it_closes(now: datetime, closes: datetime | None) -> None:
    assert open_until(clinic(), now) == closes


def test_a_patient_abroad_gets_the_clinic_s_own_time() -> None:
    assert open_until(clinic(), datetime(2027, 1, 4, 7, tzinfo=UTC)) == at(4, 14)
    assert open_until(clinic(), datetime(2027, 1, 4, 11, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(4, 9), at(4, 10)),
        (at(4, 15), at(4, 16)),
        (at(5, 22), at(7, 18)),  # nothing on Wednesday
        (at(8, 2, month=3), at(8, 21, month=3)),  # the last night of Ramadan
        (at(9, 12, month=3), at(14, 10, month=3)),  # after the feast
    ],
)
def test_a_closed_clinic_says_when_it_opens_next(now: datetime, opens: datetime) -> None:
    assert next_opening(clinic(), now) == opens


def test_a_clinic_without_hours_never_opens() -> None:
    assert next_opening(clinic(hours={}, special_hours=()), at(4, 9)) is None


def test_a_feast_goes_before_a_season_and_names_itself() -> None:
    shadowed = clinic(special_hours=({**_CLINIC["special_hours"][0], "to": "2027-03-20"},))
    feast = day_hours(shadowed, date(2027, 3, 10))
    assert feast.intervals == ()
    assert feast.reason is not None
    assert feast.reason.fa == "عید فطر"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        open_until(clinic(), datetime(2027, 1, 4, 9))  # noqa: DTZ001
