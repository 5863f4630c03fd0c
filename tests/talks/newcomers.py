"""Somebody whose sessions begin to be looked after: by the clinic's link, or because they tell of one.

patient = Newcomer()
patient.tells("prp yesterday", when="…", treatment="prp")
patient.taps("yes")
assert patient.reads == "consent"
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Care, Recipient
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span
from bot.content.scope import PROGRAMMES
from bot.conversation import care
from bot.conversation.answering import answer_topic
from bot.conversation.care.situation import Situation
from bot.conversation.context import Chat, rested
from bot.conversation.decisions import Decision, KeepConsent
from bot.conversation.screens import At, Choice
from bot.conversation.understanding import Candidate, Mention, Understanding
from tests.aftercare_examples import AT_NIGHT, RIYADH, step
from tests.talks.person import DESK, NOW, Person
from tests.talks.wording import assert_can_be_said, assert_nothing_spare

PLAN = (
    step("first_hours", hours=0, lasts=Span(hours=12), on_late="merge"),
    step("how_are_you", day=1, kind="check_in", lasts=Span(hours=12), on_late="skip"),
    step("before", day=-3, origin="next_session", lasts=Span(days=3), on_late="merge"),
)
PLANNER = Planner(steps=dict.fromkeys(PROGRAMMES, PLAN), waits={}, quiet=AT_NIGHT, zone=RIYADH)


def session(at: datetime = NOW - timedelta(hours=2), **differently: Any) -> Session:
    """A session of plasma two hours ago, or what is different about it."""
    return Session(**{"id": 7, "chat_id": 1, "programme": "prp", "at": at, **differently})


class Newcomer(Person):
    """Keeps consent and context from turn to turn, too; what they are told must have its words."""

    desk = replace(DESK, planner=PLANNER)

    def __init__(self, *sessions: Session, consented: bool = False, **person: Any) -> None:
        super().__init__(role=None, **person)
        self.consent_version = int(consented)
        self.sessions = sessions
        self.paused_until: datetime | None = None

    def tells(self, text: str = "a session", *, when: str | tuple[str, ...] = (), **named: str) -> None:
        """Write of a session; the language model finds these times and values in it."""
        times = (when,) if isinstance(when, str) else when
        mentions = tuple(Mention(kind="when", value=each, start=9 * i, end=9 * i + 5) for i, each in enumerate(times))
        usual = answer_topic(
            "register_session", self.situation.chat.context, {kind: (value,) for kind, value in named.items()}, {}
        )
        understood = Understanding(
            act="answer", ranking=(Candidate(topic="register_session", confidence=0.9),), mentions=mentions
        )
        self._after(care.on_topic(usual, understood, text, self.situation))

    def taps_at(self, moment: str) -> None:
        """Tap the button with this moment ("2026-11-29T17:00") or person on it."""
        (choice,) = [each for each in self.choices if moment in _shown(each)]
        self._taps_on(choice)

    @property
    def care(self) -> Care:
        recipient = Recipient(chat_id=1, zone=self.zone, sessions=tuple(self.sessions), paused_until=self.paused_until)
        return Care(recipient=recipient, consent_version=self.consent_version, form=self.form, offer=self.offer)

    @property
    def situation(self) -> Situation:
        return replace(super().situation, chat=rested(self.chat, self.now))

    @property
    def confirmed_time(self) -> datetime:
        """The time that the last message names."""
        (line,) = [each for each in self.lines if each.key == "enrolled_session"]
        moment = line.params["when"]
        assert isinstance(moment, At)
        return moment.at

    @property
    def times_offered(self) -> list[str]:
        """The times on the buttons of the last message, as its clocks show them."""
        moments = [each.label.params.get("when") for each in self.choices if hasattr(each.label, "params")]
        return [f"{each.at.astimezone(each.zone):%d %H:%M}" for each in moments if isinstance(each, At)]

    def _after(self, decision: Decision | None) -> None:
        super()._after(decision)
        if decision is None:
            return
        if decision.say:
            assert_can_be_said(decision.say)
            assert_nothing_spare(decision.say)
        self.chat = Chat(chat_id=1, context=decision.context.kept, last_turn_at=self.now)
        for effect in decision.effects:
            if isinstance(effect, KeepConsent):
                self.consent_version = effect.version


def _shown(choice: Choice) -> str:
    params = getattr(choice.label, "params", {})
    when = params.get("when")
    return f"{when.at.astimezone(when.zone):%Y-%m-%dT%H:%M}" if when else str(params.get("person", ""))
