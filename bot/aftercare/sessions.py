"""A treatment session, from which everything in the aftercare is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.content.scope import Programme

STILL_EXPECTED = timedelta(hours=6)
"""So long after its time a booked session counts as one that is to take place; then nobody knows whether it did."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One session of one person.

    Attributes:
        id: Its number in the database.
        chat_id: The chat that reminders go to.
        programme: Which treatment.
        at: When it ended (aware) or, while it is `booked`, when it is to be.
        booked: It is still to come. Aftercare follows only from sessions that took place.
        person: A nickname; "" is the owner of the account.
        area: The part of the body, where it was named.
        number: Which session of the course this is, of `total`.
        total: How many the course has.
        self_reported: The patient said so, not the clinic.
        moved: How often its time was changed.
    """

    id: int
    chat_id: int
    programme: Programme
    at: datetime
    booked: bool = False
    person: str = ""
    area: str | None = None
    number: int | None = None
    total: int | None = None
    self_reported: bool = False
    moved: int = 0

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the time of a session needs a time zone")

    @property
    def is_last(self) -> bool:
        """Whether the course is known to end with it."""
        return self.number is not None and self.number == self.total


def has_next(session: Session, sessions: Iterable[Session], *, now: datetime) -> bool:
    """Tell whether the same person has a later session of the same programme among these, held or still expected."""
    return any(
        each.at > session.at and not (each.booked and each.at < now - STILL_EXPECTED)
        for each in sessions
        if (each.person, each.programme) == (session.person, session.programme) and each.id != session.id
    )
