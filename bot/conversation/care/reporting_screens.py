"""What a patient is asked who tells of a session, and how it is confirmed."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from bot.aftercare.local_time import at_local
from bot.aftercare.registration import Misplaced
from bot.aftercare.sessions import Session
from bot.content.scope import Programme
from bot.conversation.buttons import ForCare
from bot.conversation.care.enrolled import session_lines
from bot.conversation.care.pieces import button, in_rows, line
from bot.conversation.care.report import Report
from bot.conversation.care.situation import Situation
from bot.conversation.care.times import written
from bot.conversation.screens import At, Choice, Line, Named, Screen

Row = tuple[Choice, ...]

USUAL_HOURS = range(9, 22)
_HOURS_IN_A_ROW = 3
_MISPLACED: dict[Misplaced, str] = {"too_long_ago": "report_too_long_ago", "too_far_ahead": "report_too_far_ahead"}


def which_programme(programmes: Sequence[Programme]) -> Screen:
    """Ask which treatment it was, among those that were not ruled out."""
    rows = tuple(
        (Choice(label=Named(kind="programme", id=each), target=ForCare(action="report_programme", argument=each)),)
        for each in programmes
    )
    return Screen(parts=(line("report_which_treatment"),), rows=(*rows, _cancel()))


def which_time(report: Report, situation: Situation, *, above: str | None = None) -> Screen:
    """Ask for what is missing of the time; `above` is a phrase that says what was wrong with the last answer."""
    asked, rows = _question(report, situation)
    parts = (line(above), asked) if above else (asked,)
    return Screen(parts=parts, rows=(*rows, _cancel()))


def misplaced_phrase(fault: Misplaced) -> str:
    """Return the phrase that says why a session cannot be at a time."""
    return _MISPLACED[fault]


def confirm(report: Report, session: Session, situation: Situation) -> Screen:
    """Show the session with weekday, day and time, to be confirmed."""
    asked = line("report_confirm_booked" if session.booked else "report_confirm_held")
    return Screen(
        parts=(asked, tuple(session_lines(session, situation))),
        rows=(
            (button("report_yes_button", "report_yes", report.mark),),
            (button("report_other_time_button", "report_other_time"),),
            (button("report_other_person_button", "report_other_person"),),
            _cancel("report_no_button"),
        ),
    )


def known_already(session: Session, situation: Situation) -> Screen:
    """Say that the session is known, and when it is."""
    return Screen(
        parts=(line("report_known"), tuple(session_lines(session, situation))),
        rows=((button("enrolled_reminders_button", "reminders"),),),
    )


def own_word(session: Session) -> Line:
    """Return the line that says that nobody but the patient told this."""
    return line("report_own_word_booked" if session.booked else "report_own_word_held")


def _question(report: Report, situation: Situation) -> tuple[Line, tuple[Row, ...]]:
    if report.early and report.late:
        return line("report_half"), tuple((_moment(situation.at(each)),) for each in (report.early, report.late))
    if report.day:
        of_day = line("report_hour", day=situation.at(at_local(report.day, time(12), situation.zone), day_only=True))
        return of_day, in_rows(_hours(report.day, situation), _HOURS_IN_A_ROW)
    return line("report_time"), tuple(_days(situation))


def _days(situation: Situation) -> Iterator[Row]:
    today = situation.now.astimezone(situation.zone).date()
    yesterday = today - timedelta(days=1)
    yield (button("report_now_button", "report_now"),)
    yield (button("report_today_button", "report_day", today.isoformat()),)
    yield (button("report_yesterday_button", "report_day", yesterday.isoformat()),)


def _hours(day: date, situation: Situation) -> Iterator[Choice]:
    for hour in USUAL_HOURS:
        at = at_local(day, time(hour), situation.zone)
        yield _moment(At(at=at, zone=situation.zone, time_only=True))


def _moment(when: At) -> Choice:
    return button(line("report_moment_button", when=when), "report_at", written(when.at))


def _cancel(label: str = "report_cancel_button") -> Row:
    return (button(label, "report_no"),)
