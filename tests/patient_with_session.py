"""A patient whose sessions are looked after, without Telegram, database or words.

patient = Patient()
patient.tells("prp yesterday", when="…", treatment="prp")
patient.taps("yes")
assert patient.reads == "consent"
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import yaml

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import Care, Recipient
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span, Step
from bot.content.scope import PROGRAMMES
from bot.conversation import care
from bot.conversation.answering import answer_topic
from bot.conversation.buttons import ForCare, encode
from bot.conversation.care.situation import Situation
from bot.conversation.context import Chat, Context, rested
from bot.conversation.decisions import Decision, KeepConsent
from bot.conversation.screens import At, Line, Screen
from bot.conversation.understanding import Candidate, Mention, Understanding
from bot.settings import ROOT
from tests.clinic_staff import DESK, NOW, RIYADH, Person

FIRST_HOURS = Step(
    id="first_hours",
    kind="care",
    origin="session",
    after=Span(),
    at=None,
    lasts=Span(hours=12),
    on_late="merge",
    repeat=True,
)
HOW_ARE_YOU = replace(FIRST_HOURS, id="how_are_you", kind="check_in", after=Span(days=1), at=time(10), on_late="skip")
BEFORE = replace(FIRST_HOURS, id="before", origin="next_session", after=Span(days=-3), at=time(10), lasts=Span(days=3))
PLANNER = Planner(
    steps=dict.fromkeys(PROGRAMMES, (FIRST_HOURS, HOW_ARE_YOU, BEFORE)),
    waits={},
    quiet=QuietHours(usual=Night(start=time(22), end=time(9))),
    zone=RIYADH,
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIYADH)


def session(at: datetime = NOW - timedelta(hours=2), **differently: Any) -> Session:
    """A session of plasma two hours ago, or what is different about it."""
    return Session(**{"id": 7, "chat_id": 1, "programme": "prp", "at": at, **differently})


class Patient(Person):
    """Keeps consent and context from turn to turn, too."""

    def __init__(self, *sessions: Session, consented: bool = False, **person: Any) -> None:
        super().__init__(role=None, **person)
        self.consent_version = int(consented)
        self.sessions = sessions
        self.context = Context()
        self.last_turn_at: datetime | None = None
        self.paused_until: datetime | None = None

    @property
    def situation(self) -> Situation:
        recipient = Recipient(
            chat_id=1, zone=self._zone, sessions=tuple(self.sessions), paused_until=self.paused_until
        )  # fmt: skip
        known = Care(recipient=recipient, consent_version=self.consent_version, form=self.form, offer=self.offer)
        chat = rested(Chat(chat_id=1, context=self.context, last_turn_at=self.last_turn_at), self.now)
        desk = replace(DESK, planner=PLANNER)
        return Situation(chat=chat, care=known, desk=desk, language=self.language, now=self.now)

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
        (choice,) = [each for each in self.choices if moment in _shown(each.label)]
        assert isinstance(choice.target, ForCare)
        self.taps_old(encode(choice.target))

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
        if isinstance(decision.say, Screen):
            assert_worded([*self.lines, *(each.label for each in self.choices if isinstance(each.label, Line))])
        self.context = decision.context.kept
        self.last_turn_at = self.now
        for effect in decision.effects:
            if isinstance(effect, KeepConsent):
                self.consent_version = effect.version


def assert_worded(lines: Sequence[Line]) -> None:
    """Check that the shipped content says each of these lines, with just the names that are filled."""
    for line in lines:
        assert set(line.params) == set(_phrases()[line.key].get("params", ())), line


@cache
def _phrases() -> Any:
    return yaml.safe_load((ROOT / "content" / "phrases.yml").read_text(encoding="utf-8"))


def _shown(label: Any) -> str:
    params = getattr(label, "params", {})
    when = params.get("when")
    return f"{when.at.astimezone(when.zone):%Y-%m-%dT%H:%M}" if when else str(params.get("person", ""))
