"""A patient opens the clinic's link: consent first, then the aftercare begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aftercare.reminders import Offer, Unusable
from bot.aftercare.sessions import Session
from bot.conversation.care.consent import consent_screen, consenting, has_consented, in_language, with_consent
from bot.conversation.care.enrolled import about, changing, enrolled_screen, steps_told, told_before
from bot.conversation.care.links import read_payload
from bot.conversation.care.persons import (
    OTHER,
    for_whom_screen,
    mark_of,
    may_be_a_nickname,
    nickname_echo,
    nickname_screen,
    person_of,
    read_nickname,
)
from bot.conversation.care.pieces import line, with_menu
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import CancelSession, Decision, Effect, KeepForm, RedeemOffer

FLOW = "enrolling"
"""Its form holds the link's `token_hash`, and the nickname (`person`) that waits for a yes."""
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

    def asking(self, asks: str, **more: str) -> KeepForm:
        return KeepForm(form={"flow": FLOW, "asks": asks, "token_hash": self.token_hash, **more})


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
        screen = enrolled_screen(mine, situation, title="enrolled_already")
        return replace(situation.say(screen, _END, topic=_TOPIC), context=about(mine))
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
    if not _is_asked(situation, "person", "nickname", "named"):
        return None
    link = _link_of_form(situation)
    if link is None:
        return _over(situation)
    if argument == OTHER:
        return situation.say(nickname_screen("enrol_for"), link.asking("nickname"), topic=_TOPIC)
    person = person_of(argument, situation.care.recipient)
    return None if person is None else _redeemed(link, person, situation)


def _typed(text: str, situation: Situation) -> Decision | None:
    if not _is_asked(situation, "nickname", "named") or not may_be_a_nickname(text, situation):
        return None
    link = _link_of_form(situation)
    if link is None:
        return _over(situation)
    person = read_nickname(text, situation.care.recipient)
    if person is None:
        return situation.say(nickname_screen("enrol_for", again=True), topic=_TOPIC)
    asked = link.asking("named", person=person)
    return situation.say(nickname_echo(person, yes="enrol_named", action="enrol_for"), asked, topic=_TOPIC)


def _named(argument: str, situation: Situation) -> Decision | None:
    """Begin under the nickname that was echoed, and under no other."""
    person = situation.care.form.get("person")
    if not _is_asked(situation, "named") or not isinstance(person, str) or argument != mark_of(person):
        return None
    link = _link_of_form(situation)
    return _redeemed(link, person, situation) if link else _over(situation)


def _redeemed(link: _Link, person: str, situation: Situation) -> Decision:
    session = replace(link.session, chat_id=situation.chat.chat_id, person=person)
    following = _following(session, link.next_at)
    ahead = following if following and following.at > situation.now else None
    beside = (line("enrolled_next", when=situation.at(ahead.at)),) if ahead else ()
    replaced = _replaced(session, following, situation)
    screen = enrolled_screen(session, changing(situation, *replaced, coming=ahead), *beside, title="enrolled")
    redeemed = RedeemOffer(token_hash=link.token_hash, person=person, told=steps_told(screen))
    instead = (CancelSession(session_id=each.id) for each in replaced)
    return replace(situation.say(screen, *instead, redeemed, _END, topic=_TOPIC), context=about(session))


def _following(session: Session, next_at: datetime | None) -> Session | None:
    return replace(session, id=0, at=next_at, booked=True) if next_at else None


def _replaced(session: Session, following: Session | None, situation: Situation) -> list[Session]:
    """Return what the patient told of before the clinic did: it is the same session, and the clinic's word stands.

    An appointment that is known already is not booked a second time, whoever told of it.
    """
    told = _told(session, situation)
    booked = _told(following, situation) if following else None
    found = [told] if told and told.self_reported else []
    return found + ([booked] if booked and booked.booked and booked not in found else [])


def _told(session: Session, situation: Situation) -> Session | None:
    return told_before(situation.care.recipient.sessions, session.programme, session.person, session.at)


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
TAPS: Answers = {"enrol_agree": _agreed, "enrol_decline": _declined, "enrol_for": _chosen_person, "enrol_named": _named}
FORMS: Answers = {FLOW: _typed}
TOPICS: Topics = {}
