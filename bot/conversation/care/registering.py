"""Staff register a session in the chat and hand its link to the patient.

The treatment, the area, which session of how many, its time, perhaps the time of the next one; then all of it once more
to confirm. What is confirmed becomes an offer: it is nobody's until a patient opens its link.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.aftercare.registration import LONGEST_AGO, OFFER_LASTS, areas_of, next_misplaced
from bot.content.scope import PROGRAMMES
from bot.conversation.care.draft import FLOW, Draft, read_draft
from bot.conversation.care.links import Payload, link_to
from bot.conversation.care.registering_answers import TOPIC, ask, with_course, with_time
from bot.conversation.care.registering_screens import MISPLACED, handed_over
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.care.times import read_written
from bot.conversation.care.typed_time import looks_like_a_time, read_typed
from bot.conversation.care.whose import read_number
from bot.conversation.decisions import Decision, KeepForm, OfferSession
from bot.conversation.screens import Line, Screen
from bot.words.course import read_course

_LATER_THAN_TIME = frozenset({"time", "hour", "half", "check"})


def _begin(_argument: str, situation: Situation) -> Decision | None:
    return ask(Draft(), _in_the_clinic(situation)) if situation.care.role else None


def _for_staff(
    answer: Callable[[str, Draft, Situation], Decision | None],
) -> Callable[[str, Situation], Decision | None]:
    """Answer only the clinic's people, and only while a draft is open."""

    def of_draft(argument: str, situation: Situation) -> Decision | None:
        draft = read_draft(situation.care.form)
        return answer(argument, draft, _in_the_clinic(situation)) if draft and situation.care.role else None

    return of_draft


def _programme(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    programme = next((each for each in PROGRAMMES if each == argument), None)
    if programme is None or draft.of_next:
        return None
    return ask(Draft(programme=programme).after_programme(situation.desk.areas), situation)


def _area(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    if draft.programme is None or draft.asks == "programme" or draft.of_next:
        return None
    if argument and argument not in areas_of(draft.programme, situation.desk.areas):
        return None
    return ask(Draft(asks="number", programme=draft.programme, area=argument or None), situation)


def _number(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    number = read_number(argument)
    if draft.asks in {"programme", "area"} or draft.of_next or (argument and not number):
        return None
    return with_course(draft, number, None, situation)


def _total(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    total = read_number(argument)
    if draft.asks not in {"total", *_LATER_THAN_TIME} or draft.number is None or draft.of_next:
        return None
    if not argument:
        return ask(draft.asking("time", total=None, at=None, next_at=None, day=None), situation)
    return with_course(draft, draft.number, total, situation) if total else None


def _now(_argument: str, draft: Draft, situation: Situation) -> Decision | None:
    if draft.asks not in _LATER_THAN_TIME or draft.of_next:
        return None
    return with_time(situation.now, draft, situation)


def _day(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    """Take a day that was picked, and ask for its hour."""
    try:
        day = date.fromisoformat(argument)
    except ValueError:
        return None
    if draft.asks not in {"time", "hour", "half"} or draft.of_next:
        return None
    is_near = abs(day - situation.now.astimezone(situation.zone).date()) <= LONGEST_AGO
    return with_time(day, draft, situation) if is_near else None


def _at(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    at = read_written(argument)
    return with_time(at, draft, situation) if at and draft.asks in {"hour", "half"} else None


def _next(_argument: str, draft: Draft, situation: Situation) -> Decision | None:
    if draft.asks != "check" or draft.at is None or draft.at > situation.now or draft.is_last:
        return None
    return ask(draft.asking("time", of_next=True), situation)


def _back(_argument: str, draft: Draft, situation: Situation) -> Decision | None:
    return ask(draft.stepped_back(situation.desk.areas), situation)


def _cancel(_argument: str, _draft: Draft, situation: Situation) -> Decision | None:
    return situation.say(Screen(parts=(Line(key="register_cancelled"),)), KeepForm(form={}), topic=TOPIC)


def _yes(argument: str, draft: Draft, situation: Situation) -> Decision | None:
    if draft.asks != "check" or argument != draft.mark or draft.programme is None or draft.at is None:
        return None
    # It was confirmed as it stood then; an hour later it may lie in the past.
    if draft.next_at and (fault := next_misplaced(draft.next_at, draft.at, situation.now)):
        return ask(draft.asking("check", next_at=None), situation, above=Line(key=MISPLACED[fault]))
    desk = situation.desk
    token = desk.make_token()
    offer = OfferSession(
        programme=draft.programme,
        at=draft.at,
        token_hash=desk.hash_token(token),
        expires_at=situation.now + OFFER_LASTS,
        area=draft.area,
        number=draft.number,
        total=draft.total,
        booked=draft.at > situation.now,
        next_at=draft.next_at,
    )
    link = link_to(Payload(kind="s", clinic_id=desk.clinic_id, token=token), desk.bot_name)
    return situation.say(handed_over(offer, link, situation), offer, KeepForm(form={}), topic=TOPIC)


def _typed(text: str, draft: Draft, situation: Situation) -> Decision | None:
    match draft.asks:
        case "number" | "total":
            said = read_course(text)
            if said is None:
                return None
            number: int | None
            number, total = said
            if draft.asks == "total" and total is None:
                number, total = draft.number, number
            return with_course(draft, number, total, situation)
        case "time" | "hour" | "half":
            return _typed_time(text, draft, situation)
    return None


def _typed_time(text: str, draft: Draft, situation: Situation) -> Decision | None:
    found = read_typed(text, situation, day=draft.day)
    if found is not None:
        return with_time(found, draft, situation)
    again = draft.asking("hour" if draft.day else "time")
    return ask(again, situation, above=Line(key="register_no_time")) if looks_like_a_time(text) else None


def _in_the_clinic(situation: Situation) -> Situation:
    """Return the situation by the clinic's clocks: a session takes place there, wherever its staff live."""
    recipient = replace(situation.care.recipient, zone=situation.desk.planner.zone)
    return replace(situation, care=replace(situation.care, recipient=recipient))


COMMANDS: Answers = {"register": _begin}
TAPS: Answers = {"reg_begin": _begin} | {
    f"reg_{action}": _for_staff(answer)
    for action, answer in {
        "programme": _programme,
        "area": _area,
        "number": _number,
        "total": _total,
        "now": _now,
        "day": _day,
        "at": _at,
        "next": _next,
        "back": _back,
        "cancel": _cancel,
        "yes": _yes,
    }.items()
}
FORMS: Answers = {FLOW: _for_staff(_typed)}
TOPICS: Topics = {}
