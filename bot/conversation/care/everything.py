"""What is stored of a patient: told, handed out, erased."""

from dataclasses import replace

from bot.conversation.buttons import ForMenu, ForRequest
from bot.conversation.care.pieces import button
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import Decision, SayPhrase, SayTopic
from bot.conversation.screens import Amount, Choice, Line, Part, Screen, SendEverything, TopicText
from bot.conversation.understanding import Understanding

_TOPIC = "my_data"
_BUTTONS: tuple[tuple[Choice, ...], ...] = (
    (
        Choice(label=Line(key="forget_button"), target=ForRequest(request="forget")),
        button("export_button", "export"),
    ),
    (Choice(label=Line(key="menu_button"), target=ForMenu()),),
)


def _privacy(_argument: str, situation: Situation) -> Decision | None:
    """Tell what is stored of a patient who is looked after; all others get the usual card."""
    if not _is_looked_after(situation):
        return None
    return situation.say(_screen(Line(key="privacy"), situation), topic=_TOPIC)


def _asked(decision: Decision, _understood: Understanding, _text: str, situation: Situation) -> Decision:
    if not isinstance(decision.say, SayTopic) or not _is_looked_after(situation):
        return decision
    usual = TopicText(topic=_TOPIC, programme=decision.context.programme)
    return replace(decision, say=_screen(usual, situation))


def _export(_argument: str, situation: Situation) -> Decision:
    return Decision(
        say=SendEverything(caption=Line(key="export_caption")), topic=_TOPIC, context=situation.chat.context
    )


def _forget(_argument: str, situation: Situation) -> Decision:
    """Ask first; the buttons under the question do the rest."""
    return Decision(say=SayPhrase(key="forget_ask"), topic=_TOPIC, context=situation.chat.context)


def _screen(usual: Part, situation: Situation) -> Screen:
    care = situation.care
    consented_at = situation.at(care.consented_at) if care.consented_at else None
    kept = Line(key="privacy_aftercare", params={"kept_for": Amount(number=situation.desk.kept_days, unit="days")})
    consent = (
        Line(key="privacy_consented", params={"at": consented_at})
        if care.consent_version
        else Line(key="privacy_not_consented")
    )
    return Screen(parts=(usual, kept, consent), rows=(*_BUTTONS[:1], *_about_consent(situation), *_BUTTONS[1:]))


def _about_consent(situation: Situation) -> tuple[tuple[Choice, ...], ...]:
    """Return the button that takes the consent back, or that gives it to sessions which are kept without."""
    if situation.care.consent_version:
        return ((button("consent_withdraw_button", "withdraw"),),)
    return ((button("consent_again_button", "consent_again"),),) if situation.care.recipient.sessions else ()


def _is_looked_after(situation: Situation) -> bool:
    return bool(situation.care.consent_version or situation.care.recipient.sessions)


COMMANDS: Answers = {"privacy": _privacy, "export": _export, "forget": _forget}
TAPS: Answers = {"export": _export}
FORMS: Answers = {}
TOPICS: Topics = {_TOPIC: _asked}
