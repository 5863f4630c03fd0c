"""A reminder put off: offered only where the reminder still makes sense then, and nobody sleeps."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.aftercare.local_time import at_local
from bot.aftercare.reminders import Reminder, State
from bot.conversation.care.pieces import button, line
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.times import read_written, written
from bot.conversation.care.typed_time import TwoHalves, Typed, times_named
from bot.conversation.care.upcoming import reminders_screen
from bot.conversation.care.whose import read_number
from bot.conversation.decisions import Decision, Snooze
from bot.conversation.screens import Choice, Line, Screen
from bot.conversation.understanding import Understanding
from bot.words.reminder_kinds import kinds_meant, means_later, means_no_more

_LATER_TODAY = (timedelta(hours=1), timedelta(hours=3))
_FULL_MINUTES = 5
_MORNING = time(9)
_CAN_COME_AGAIN = frozenset({State.PLANNED, State.RETRYING, State.SENT, State.UNCERTAIN})


def _offer(argument: str, situation: Situation) -> Decision | None:
    """Ask when a reminder is to come again; `argument` is its number."""
    reminder = _reminder(argument, situation)
    if reminder is None:
        return None
    recipient = situation.care.recipient
    if recipient.is_paused_for_good or reminder.kind in recipient.stopped:
        return situation.say(reminders_screen(situation))
    moments = _moments(reminder, situation)
    return situation.say(_ask(reminder, moments, situation))


def _chosen(argument: str, situation: Situation) -> Decision | None:
    """Put a reminder off; `argument` is its number and the moment. A moment that no longer fits is asked again."""
    number, _, seconds = argument.partition(":")
    reminder, moment = _reminder(number, situation), read_written(seconds)
    if reminder is None or moment is None:
        return None
    if moment <= situation.now or not _fits(moment, reminder, situation):
        return _offer(number, situation)
    return situation.say(_done(moment, situation), Snooze(reminder_id=reminder.id, until=moment))


def put_off(decision: Decision, understood: Understanding, text: str, situation: Situation) -> Decision | None:
    """Return what a message does that wants a reminder later; None if it wants something else.

    The one that came last is meant while it still makes sense, or else the next. A time that is named in full is taken,
    of a day or an unclear hour the patient is asked which.
    """
    recipient = situation.care.recipient
    if recipient.is_paused(situation.now) or recipient.stopped or means_no_more(text):
        return None
    named = times_named(understood, text, situation)
    # "Not now, in an hour": only what is still to come is meant.
    moments = [moment for each in named for moment in _moments_of(each, situation) if moment > situation.now]
    if not (moments or means_later(text)):
        return None
    reminder = _meant(moments, kinds_meant(text), situation)
    if reminder is None:
        return replace(decision, say=reminders_screen(situation))
    fitting = [moment for moment in moments if _fits(moment, reminder, situation)]
    if len(fitting) == 1 and fitting[0] in named:
        snooze = Snooze(reminder_id=reminder.id, until=fitting[0])
        return replace(decision, say=_done(fitting[0], situation), effects=(*decision.effects, snooze))
    return replace(decision, say=_ask(reminder, fitting or _moments(reminder, situation), situation))


def _moments_of(typed: Typed, situation: Situation) -> list[datetime]:
    """Return the moments that a time may stand for: of a day its morning, and this time of day."""
    match typed:
        case TwoHalves(earlier=earlier, later=later):
            return [earlier, later]
        case datetime() as at:
            return [at]
        case day:
            same_time = at_local(day, _round(situation.now).astimezone(situation.zone).time(), situation.zone)
            return [_morning(day, situation), same_time]


def _meant(moments: Sequence[datetime], kinds: Collection[str], situation: Situation) -> Reminder | None:
    """Return the reminder that is to come later, of the kinds that were named, if any were.

    One whose time is after all that was named comes as it is; one for which all that was named is too late is not meant
    where another fits.
    """
    care = situation.care
    coming = (each for each in care.upcoming if not moments or each.due_at < max(moments))
    sent = (care.last_sent,) if care.last_sent else ()
    wanted = [each for each in (*sent, *coming) if not kinds or each.kind in kinds]
    fitting = (each for each in wanted if any(_fits(moment, each, situation) for moment in moments))
    return next(fitting, next(iter(wanted), None))


def _ask(reminder: Reminder, moments: Sequence[datetime], situation: Situation) -> Screen:
    if not moments:
        nothing = Line(key="later_nothing_fits", params={"until": situation.at(reminder.late_until)})
        return Screen(parts=(nothing,))
    rows = tuple((_choice(reminder, moment, situation),) for moment in dict.fromkeys(moments))
    return Screen(parts=(Line(key="later_ask"),), rows=rows)


def _done(moment: datetime, situation: Situation) -> Screen:
    return Screen(parts=(Line(key="later_done", params={"at": situation.at(moment)}),))


def _reminder(number: str, situation: Situation) -> Reminder | None:
    """Return the reminder by its number: the one whose button was tapped, or one that is to come."""
    known = [situation.care.tapped] if situation.care.tapped else []
    wanted = read_number(number)
    found = next((each for each in (*known, *situation.care.upcoming) if each.id == wanted), None)
    return found if found and found.state in _CAN_COME_AGAIN else None


def _moments(reminder: Reminder, situation: Situation) -> list[datetime]:
    """Return an hour, three hours and a day later, from now or from when it is due; only what fits."""
    start = _round(max(situation.now, reminder.due_at))
    moments = [*(start + later for later in _LATER_TODAY), _tomorrow(start, situation)]
    return [moment for moment in moments if _fits(moment, reminder, situation)]


def _tomorrow(moment: datetime, situation: Situation) -> datetime:
    """Return the same time tomorrow; if that is at night, tomorrow morning."""
    quiet, local = situation.desk.planner.quiet, moment.astimezone(situation.zone)
    tomorrow = local.date() + timedelta(days=1)
    same_time = at_local(tomorrow, local.time(), situation.zone)
    if not quiet.is_quiet(same_time, situation.zone):
        return same_time
    return _morning(tomorrow, situation)


def _morning(day: date, situation: Situation) -> datetime:
    return situation.desk.planner.quiet.next_open(at_local(day, _MORNING, situation.zone), situation.zone)


def _round(moment: datetime) -> datetime:
    return moment + timedelta(seconds=-moment.timestamp() % (_FULL_MINUTES * 60))


def _fits(moment: datetime, reminder: Reminder, situation: Situation) -> bool:
    return moment <= reminder.late_until and not situation.desk.planner.quiet.is_quiet(moment, situation.zone)


def _choice(reminder: Reminder, moment: datetime, situation: Situation) -> Choice:
    return button(line("moment_button", at=situation.at(moment)), "snooze", f"{reminder.id}:{written(moment)}")


COMMANDS: Answers = {}
TAPS: Answers = {"later": _offer, "snooze": _chosen}
FORMS: Answers = {}
TOPICS: Topics = {}
