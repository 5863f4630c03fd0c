"""A session that staff are registering: what they have said of it so far, and what they are asked now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal
from zlib import crc32

from bot.aftercare.registration import areas_of
from bot.content.scope import Programme

FLOW = "register"
Step = Literal["programme", "area", "number", "total", "time", "hour", "half", "check"]
Form = Mapping[str, str | int | None]


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
        return {"flow": FLOW, **{name: _scalar(value) for name, value in _fields(self).items() if value is not None}}

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
    if form.get("flow") != FLOW:
        return None
    # Of another version's form only what this one knows.
    read: dict[str, Any] = {name: value for name, value in form.items() if name in Draft.__dataclass_fields__}
    for name in ("at", "next_at"):
        if name in read:
            read[name] = datetime.fromtimestamp(read[name], UTC)
    if "day" in read:
        read["day"] = date.fromisoformat(read["day"])
    return Draft(**{**read, "of_next": bool(read.get("of_next"))})


def _fields(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in Draft.__dataclass_fields__}


def _scalar(value: Any) -> str | int:
    match value:
        case datetime():
            return int(value.timestamp())
        case date():
            return value.isoformat()
        case bool():
            return int(value)
    return value  # type: ignore[no-any-return]
