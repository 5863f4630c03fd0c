"""What staff are asked while they register a session, and the link that they are given."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from bot.aftercare.local_time import at_local
from bot.aftercare.registration import Misplaced, areas_of
from bot.content.scope import PROGRAMMES
from bot.conversation.buttons import ForCare
from bot.conversation.care.draft import Draft
from bot.conversation.care.pieces import in_rows
from bot.conversation.care.reporting_screens import USUAL_HOURS
from bot.conversation.care.situation import Situation
from bot.conversation.care.times import written
from bot.conversation.care.typed_time import TwoHalves
from bot.conversation.decisions import OfferSession
from bot.conversation.screens import At, Choice, InvitationPicture, Line, Named, Screen

_USUAL_TOTALS = range(3, 7)
_USUAL_NUMBERS = range(1, 7)
_IN_A_ROW = 3
Row = tuple[Choice, ...]

MISPLACED: dict[Misplaced, str] = {
    "too_long_ago": "register_too_long_ago",
    "too_far_ahead": "register_too_far_ahead",
    "not_ahead": "register_next_not_ahead",
    "not_after_session": "register_next_not_after",
}
"""Why a time was not taken → the phrase that says so."""


def button(label: str, action: str, argument: str = "") -> Choice:
    """Return a button with a phrase on it."""
    return Choice(label=Line(key=f"register_{label}_button"), target=ForCare(action=f"reg_{action}", argument=argument))


def question(draft: Draft, situation: Situation, *, above: Line | None = None) -> Screen:
    """Return the question that a draft stands at; `above` says what was wrong with the last answer."""
    lines = tuple(_lines(draft, situation))
    rows = tuple(_rows(draft, situation))
    ends = () if draft.asks == "programme" else (button("back", "back"),)
    parts = ((above,) if above else ()) + (lines,)
    return Screen(parts=parts, rows=(*rows, (*ends, button("cancel", "cancel"))))


def which_half(halves: TwoHalves, situation: Situation) -> Screen:
    """Ask whether morning or evening was meant; both are shown with their day."""
    rows = tuple(
        (
            Choice(
                label=Line(key="register_half_button", params={"at": situation.at(at)}),
                target=ForCare(action="reg_at", argument=written(at)),
            ),
        )
        for at in (halves.earlier, halves.later)
    )
    return Screen(
        parts=((Line(key="register_half"),),), rows=(*rows, (button("back", "back"), button("cancel", "cancel")))
    )


def handed_over(offer: OfferSession, link: str, situation: Situation) -> Screen:
    """Return the link as staff hand it over: as text, and as a card with a QR code."""
    until = situation.at(offer.expires_at)
    return Screen(
        parts=(
            Line(key="register_done", params={"until": until}),
            Line(key="register_link", params={"link": link}),
        ),
        picture=InvitationPicture(link=link, programme=offer.programme, expires_at=until),
    )


def _lines(draft: Draft, situation: Situation) -> Iterator[Line]:
    match draft.asks:
        case "check":
            yield from _summary(draft, situation)
        case "time" | "hour" | "half":
            step = "hour" if draft.day else "time"
            yield Line(key=f"register_next_{step}" if draft.of_next else f"register_{step}")
        case step:
            yield Line(key=f"register_{step}")


def _summary(draft: Draft, situation: Situation) -> Iterator[Line]:
    if draft.programme is None or draft.at is None:
        raise ValueError("nothing to confirm yet")
    kind = "booked" if draft.at > situation.now else "held"
    treatment = Named(kind="programme", id=draft.programme)
    yield Line(key=f"register_check_{kind}", params={"treatment": treatment, "at": situation.at(draft.at)})
    if draft.area:
        yield Line(key="register_area_line", params={"area": Named(kind="area", id=draft.area)})
    if draft.number and draft.total:
        yield Line(key="register_course_line", params={"number": draft.number, "total": draft.total})
    elif draft.number:
        yield Line(key="register_number_line", params={"number": draft.number})
    if draft.next_at:
        yield Line(key="register_next_line", params={"at": situation.at(draft.next_at)})


def _rows(draft: Draft, situation: Situation) -> Iterator[Row]:
    match draft.asks:
        case "programme":
            for programme in PROGRAMMES:
                yield (_named("programme", programme),)
        case "area" if draft.programme:
            areas = areas_of(draft.programme, situation.desk.areas)
            yield from in_rows((_named("area", area) for area in areas), _IN_A_ROW)
            yield (button("skip", "area"),)
        case "number":
            yield from in_rows((_count("number", number) for number in _USUAL_NUMBERS), _IN_A_ROW)
            yield (button("skip", "number"),)
        case "total" if draft.number:
            first, last = max(draft.number, _USUAL_TOTALS[0]), max(draft.number, _USUAL_TOTALS[-1])
            yield from in_rows((_count("total", total) for total in range(first, last + 1)), _IN_A_ROW)
            yield (button("skip", "total"),)
        case "time" if not draft.of_next:
            yield (button("now", "now"),)
            today = situation.now.astimezone(situation.zone).date()
            yield (
                button("today", "day", today.isoformat()),
                button("yesterday", "day", (today - timedelta(days=1)).isoformat()),
            )
        case "hour" if draft.day:
            yield from in_rows((_hour(draft.day, hour, situation) for hour in USUAL_HOURS), _IN_A_ROW)
        case "check":
            yield (button("yes", "yes", draft.mark),)
            if not (draft.is_last or draft.next_at or draft.at is None or draft.at > situation.now):
                yield (button("next", "next"),)


def _named(kind: str, id_: str) -> Choice:
    label = Named(kind="programme" if kind == "programme" else "area", id=id_)
    return Choice(label=label, target=ForCare(action=f"reg_{kind}", argument=id_))


def _hour(day: date, hour: int, situation: Situation) -> Choice:
    at = at_local(day, time(hour), situation.zone)
    label = Line(key="register_moment_button", params={"at": At(at=at, zone=situation.zone, time_only=True)})
    return Choice(label=label, target=ForCare(action="reg_at", argument=written(at)))


def _count(action: str, count: int) -> Choice:
    label = Line(key="register_count_button", params={"number": count})
    return Choice(label=label, target=ForCare(action=f"reg_{action}", argument=str(count)))
