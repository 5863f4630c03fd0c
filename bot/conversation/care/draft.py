"""A session that staff are registering: what they have said of it so far, and what they are asked now."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from zlib import crc32

from bot.aftercare.registration import areas_of
from bot.content.scope import Programme
from bot.conversation.care.forms import Form, read_form, to_form, to_moment

FLOW = "register"
Step = Literal["programme", "area", "number", "total", "time", "hour", "half", "check"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """The answers so far.

    Attributes:
        asks: What is asked now.
        day: The day of which the hour is asked.
        of_next: The time that is asked is that of the next session, which is booked.
    """

    asks: Step = "programme"
    programme: Programme | None = None
    area: str | None = None
    number: int | None = None
    total: int | None = None
    at: datetime | None = None
    next_at: datetime | None = None
    day: date | None = None
    of_next: bool = False

    @property
    def is_last(self) -> bool:
        """Whether no session follows this one."""
        return self.number is not None and self.number == self.total

    @property
    def form(self) -> Form:
        """The answers as they are kept between two messages."""
        return to_form(FLOW, self)

    @property
    def mark(self) -> str:
        """A short name for exactly these answers: a button that confirms them confirms no others."""
        return f"{crc32(repr(sorted(self.form.items())).encode()):08x}"

    def asking(self, step: Step, **answers: Any) -> "Draft":
        """Return the draft with more answers, at another question."""
        return replace(self, asks=step, **answers)

    def after_programme(self, areas: tuple[str, ...]) -> "Draft":
        """Return the draft at the question that follows the treatment: the area, if there is a choice."""
        return self.asking("area" if self.programme and areas_of(self.programme, areas) else "number")

    def stepped_back(self, areas: tuple[str, ...]) -> "Draft":
        """Return the draft at the question before; the answer to it is forgotten."""
        if self.of_next:
            return self.asking("check", of_next=False, day=None)
        match self.asks:
            case "number" if self.programme and areas_of(self.programme, areas):
                return self.asking("area", area=None)
            case "area" | "number":
                return Draft()
            case "total" | "time":
                return self.asking("number", number=None, total=None)
            case "hour" | "half" | "check":
                return self.asking("time", at=None, next_at=None, day=None)
        return self


def read_draft(form: Form) -> Draft | None:
    """Return the draft that a form holds; None if another one is open, or none."""
    return read_form(
        form,
        FLOW,
        Draft,
        {"at": to_moment, "next_at": to_moment, "day": date.fromisoformat, "of_next": bool},
    )
