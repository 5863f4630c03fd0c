"""A patient opens the clinic's link: consent first, then the aftercare begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aftercare.reminders import Offer, Unusable
from bot.aftercare.sessions import Session
from bot.conversation.care.consent import consent_screen, consenting, has_consented, in_language, with_consent
from bot.conversation.care.enrolled import about, enrolled_screen, told_before
from bot.conversation.care.links import read_payload
from bot.conversation.care.persons import (
    OTHER,
    for_whom_screen,
    is_an_answer,
    nickname_screen,
    person_of,
    read_nickname,
)
from bot.conversation.care.pieces import line, with_menu
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import CancelSession, Decision, Effect, KeepForm, RedeemOffer
from bot.conversation.screens import Line

FLOW = "enrolling"
"""Its form holds the link's `token_hash`."""
_TOPIC = "register_session"
_SENTENCES: Mapping[Unusable, str] = {
    "unknown": "link_unknown",
    "used": "link_used",
    "expired": "link_expired",
    "of another clinic": "link_of_another_clinic",
}
_END = KeepForm(form={})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Link:
    """What a link offers a patient: a session, and when the one after it is booked, if that is known."""

    token_hash: str
    session: Session
    next_at: datetime | None

    def asking(self, asks: str) -> KeepForm:
        return KeepForm(form={"flow": FLOW, "asks": asks, "token_hash": self.token_hash})


def _opened(argument: str, situation: Situation) -> Decision | None:
    """Answer /start with the link of a session; None for any other /start."""
    payload = read_payload(argument)
    if payload is None:
        return _refused("unknown", situation) if argument.startswith("s_") else None
    if payload.kind != "s":
        return None
    if payload.clinic_id != situation.desk.clinic_id:
        return _refused("of another clinic", situation)
    link = _link(situation)
    return _go_on(link, situation) if link else _refused(_reason(situation), situation)


def _go_on(link: _Link, situation: Situation) -> Decision:
    """Ask for what is still to be known, or begin."""
    recipient = situation.care.recipient
    if not has_consented(situation):
        screen = consent_screen(situation, agree="enrol_agree", decline="enrol_decline")
        return situation.say(screen, link.asking("consent"), topic=_TOPIC)
    mine = next((each for each in recipient.sessions if each.id == link.session.id), None)
    if mine:
        return _enrolled(mine, situation, _END, title="enrolled_already")
    if recipient.sessions:
        return situation.say(for_whom_screen(recipient, "enrol_for"), link.asking("person"), topic=_TOPIC)
    return _redeemed(link, "", situation)


def _agreed(argument: str, situation: Situation) -> Decision | None:
    if not _is_asked(situation, "consent"):
        return None
    link = _link_of_form(situation)
    if link is None:
        return in_language(_over(situation), argument)
    return in_language(with_consent(_go_on(link, consenting(situation))), argument)


def _declined(argument: str, situation: Situation) -> Decision | None:
    if not _is_asked(situation, "consent"):
        return None
    return in_language(situation.say(with_menu("enrol_declined"), _END, topic=_TOPIC), argument)


def _chosen_person(argument: str, situation: Situation) -> Decision | None:
    if not _is_asked(situation, "person", "nickname"):
        return None
    link = _link_of_form(situation)
    if link is None:
        return _over(situation)
    if argument == OTHER:
        return situation.say(nickname_screen("enrol_for"), link.asking("nickname"), topic=_TOPIC)
    person = person_of(argument, situation.care.recipient)
    return None if person is None else _redeemed(link, person, situation)


def _typed(text: str, situation: Situation) -> Decision | None:
    if not _is_asked(situation, "nickname") or not is_an_answer(text, situation):
        return None
    link = _link_of_form(situation)
    if link is None:
        return _over(situation)
    person = read_nickname(text, situation.care.recipient)
    if person is None:
        return situation.say(nickname_screen("enrol_for", again=True), topic=_TOPIC)
    return _redeemed(link, person, situation)


def _redeemed(link: _Link, person: str, situation: Situation) -> Decision:
    session = replace(link.session, chat_id=situation.chat.chat_id, person=person)
    beside = (line("enrolled_next", when=situation.at(link.next_at)),) if link.next_at else ()
    redeemed = RedeemOffer(token_hash=link.token_hash, person=person)
    told = told_before(situation.care.recipient.sessions, session.programme, person, session.at)
    # What the patient told before the clinic did is the same session: the clinic's word stands.
    instead = (CancelSession(session_id=told.id),) if told and told.self_reported else ()
    return _enrolled(session, situation, *instead, redeemed, _END, beside=beside, title="enrolled")


def _enrolled(
    session: Session, situation: Situation, *effects: Effect, title: str, beside: tuple[Line, ...] = ()
) -> Decision:
    screen = enrolled_screen(session, situation, *beside, title=title)
    return replace(situation.say(screen, *effects, topic=_TOPIC), context=about(session))


def _refused(reason: Unusable, situation: Situation, *effects: Effect) -> Decision:
    return situation.say(with_menu(_SENTENCES[reason]), *effects, topic=_TOPIC)


def _over(situation: Situation) -> Decision:
    """Say that the link was used or ran out while its form was open."""
    return _refused(_reason(situation), situation, _END)


def _link(situation: Situation) -> _Link | None:
    offer = situation.care.offer
    if not isinstance(offer, Offer) or offer.session is None:
        return None
    return _Link(token_hash=offer.token_hash, session=offer.session, next_at=offer.next_at)


def _link_of_form(situation: Situation) -> _Link | None:
    link = _link(situation)
    return link if link and link.token_hash == situation.care.form.get("token_hash") else None


def _reason(situation: Situation) -> Unusable:
    offer = situation.care.offer
    return offer if isinstance(offer, str) else "unknown"


def _is_asked(situation: Situation, *questions: str) -> bool:
    form = situation.care.form
    return form.get("flow") == FLOW and form.get("asks") in questions


COMMANDS: Answers = {"start": _opened}
TAPS: Answers = {"enrol_agree": _agreed, "enrol_decline": _declined, "enrol_for": _chosen_person}
FORMS: Answers = {FLOW: _typed}
TOPICS: Topics = {}
