"""A form that stays open between two messages: how its answers are kept, and read again."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Answers = TypeVar("Answers", bound="DataclassInstance")

Form = Mapping[str, str | int | None]


def to_form(flow: str, answers: "DataclassInstance") -> Form:
    """Return the answers that were given, as they are kept: a time in seconds, a day as YYYY-MM-DD."""
    given = {field.name: getattr(answers, field.name) for field in fields(answers)}
    return {"flow": flow, **{name: _scalar(answer) for name, answer in given.items() if answer is not None}}


def read_form(form: Form, flow: str, kind: type[Answers], how: Mapping[str, Callable[[Any], Any]]) -> Answers | None:
    """Return the answers that a form holds; None if another form is open, or none.

    Args:
        form: What is kept.
        flow: The name of the form that is looked for.
        kind: What its answers are.
        how: Name → how to read what is kept otherwise than it is: moments, days, yes and no.
    """
    if form.get("flow") != flow:
        return None
    # Of another version's form only what this one knows.
    known = {field.name for field in fields(kind)}
    return kind(**{name: how[name](kept) if name in how else kept for name, kept in form.items() if name in known})


def to_moment(seconds: int) -> datetime:
    """Return the moment (UTC) that a form keeps in seconds."""
    return datetime.fromtimestamp(seconds, UTC)


def _scalar(answer: Any) -> str | int:
    match answer:
        case datetime():
            return int(answer.timestamp())
        case date():
            return answer.isoformat()
        case bool():
            return int(answer)
    return answer  # type: ignore[no-any-return]
