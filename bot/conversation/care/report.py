"""A session that a patient is telling of: what is known of it so far, and what is asked now."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zlib import crc32

from bot.aftercare.sessions import Session
from bot.content.scope import PROGRAMMES, Programme, programme
from bot.conversation.care.forms import Form, read_form, to_form, to_moment
from bot.conversation.care.typed_time import TwoHalves, Typed
from bot.conversation.context import Context

FLOW = "reporting"
Question = Literal["programme", "time", "hour", "half", "person", "nickname", "confirm", "consent"]
ABOUT_TIME: frozenset[Question] = frozenset({"time", "hour", "half"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What the patient has said so far.

    Attributes:
        at: When the session was or will be (aware).
        day: Its day, while the hour is not known.
        early: The earlier of two moments that are twelve hours apart, while it is not known which is meant.
        person: A nickname; "" is the owner of the account, None is not known.
        ahead: The session was still to come when the patient was asked to confirm it.
    """

    asks: Question = "programme"
    programme: Programme | None = None
    area: str | None = None
    at: datetime | None = None
    day: date | None = None
    early: datetime | None = None
    late: datetime | None = None
    person: str | None = None
    ahead: bool | None = None

    @property
    def form(self) -> Form:
        """What is kept of it between two messages."""
        return to_form(FLOW, self)

    @property
    def mark(self) -> str:
        """A short name for exactly what was said: a button that confirms it confirms nothing else."""
        said = (self.programme, self.area, self.at and int(self.at.timestamp()), self.person)
        return f"{crc32(repr(said).encode()):08x}"

    def timed(self, typed: Typed) -> "Report":
        """Return the report with another time, or with what is known of it."""
        open_ = replace(self, at=None, day=None, early=None, late=None)
        match typed:
            case datetime():
                return replace(open_, at=typed)
            case TwoHalves(earlier=early, later=late):
                return replace(open_, early=early, late=late)
        return replace(open_, day=typed)

    def untimed(self) -> "Report":
        """Return the report without its time."""
        return replace(self, at=None, day=None, early=None, late=None)

    def session(self, chat_id: int, now: datetime) -> Session:
        """Return the session that is told of, as it will be kept; its id is not known yet.

        Raises:
            ValueError: It is not known which session or when.
        """
        if self.programme is None or self.at is None:
            raise ValueError("the treatment and the time come first")
        return Session(
            id=0,
            chat_id=chat_id,
            programme=self.programme,
            at=self.at,
            booked=self.at > now,
            person=self.person or "",
            area=self.area,
            self_reported=True,
        )


def read_report(form: Form) -> Report | None:
    """Return the report that a form holds; None if another one is open, or none."""
    return read_form(
        form,
        FLOW,
        Report,
        {"at": to_moment, "early": to_moment, "late": to_moment, "day": date.fromisoformat, "ahead": bool},
    )


def programmes_named(context: Context) -> tuple[Programme, ...]:
    """Return the programmes that a talk may be about: one, if treatment and area were named as far as they matter."""
    match context.treatment, context.area:
        case None, None:
            return PROGRAMMES
        case None, area:
            return programme("mesotherapy", area), "prp"
        case "mesotherapy", None:
            return "mesotherapy_face", "mesotherapy_hair"
    return (context.programme,)


def area_for(chosen: Programme, area: str | None) -> str | None:
    """Return the area that was named if it fits the programme."""
    return area if chosen == "prp" or programme("mesotherapy", area) == chosen else None
