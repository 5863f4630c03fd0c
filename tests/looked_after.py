"""A patient with sessions in a chat, without Telegram or database. Each phrase is looked up when it is said.

patient = Patient(sessions=[session(hours_ago=5)])
patient.commands("reminders")
assert patient.reads == "reminders_nothing_coming reminders_how_to_stop"
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import Care, Kind, Recipient, Reminder, State
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span, Step
from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.scope import LANGUAGES
from bot.conversation import care
from bot.conversation.answering import answer_topic
from bot.conversation.buttons import ForCare, ForTopic, decode, encode
from bot.conversation.care.situation import Desk, Situation
from bot.conversation.context import Chat, Context, Values
from bot.conversation.decisions import Decision, Effect, KeepForm, Say
from bot.conversation.events import Commanded
from bot.conversation.screens import Choice, Line, Named, Param, Part, Screen, SendEverything, StepText
from bot.conversation.understanding import Candidate, Understanding
from bot.conversation.wording import Wording

RIYADH = ZoneInfo("Asia/Riyadh")
NOW = datetime(2026, 11, 30, 15, tzinfo=RIYADH)
"""A Monday afternoon."""


def step(id_: str, kind: Kind = "care", *, check_in: bool = False, fact: str | None = None) -> Step:
    """Return a step of the plan; when it is due does not matter here."""
    return Step(
        id=id_, kind=kind, origin="session", after=Span(hours=1), at=None, lasts=Span(hours=9), on_late="send",
        repeat=True, check_in=check_in, fact=fact,
    )  # fmt: skip


DESK = Desk(
    planner=Planner(
        steps={
            "mesotherapy_face": (
                step("washing", fact="washing_wait"),
                step("evening", "check_in", check_in=True),
                step("maintenance", "appointment"),
            ),
            "prp": (step("washing", fact="washing_wait"),),
        },
        waits={
            "mesotherapy_face": {"washing_wait": Span(hours=15), "swimming_wait": Span(hours=48)},
            "mesotherapy_hair": {"washing_wait": Span(hours=15)},
            "prp": {"washing_wait": Span(hours=20), "swimming_wait": Span(hours=100)},
        },
        activity_waits={
            "mesotherapy_face": {"washing": "washing_wait", "shower": "washing_wait", "swimming": "swimming_wait"},
            "mesotherapy_hair": {"washing": "washing_wait"},
            "prp": {"washing": "washing_wait", "swimming": "swimming_wait"},
        },
        quiet=QuietHours(usual=Night(start=time(22), end=time(9))),
        zone=RIYADH,
    ),
    clinic_id="0c1d2e",
    bot_name="nada_clinic_bot",
    make_token=lambda: "secret",
    hash_token=lambda token: f"hash of {token}",
)


def session(id_: int = 1, *, hours_ago: float = 5, **named: Any) -> Session:
    """Return a session of this patient, so long ago."""
    fields = {"programme": "mesotherapy_face", "at": NOW - timedelta(hours=hours_ago), **named}
    return Session(id=id_, chat_id=1, **fields)


def booked(id_: int = 2, *, in_days: float = 3, **named: Any) -> Session:
    """Return a session that is to come."""
    return session(id_, at=NOW + timedelta(days=in_days), booked=True, **named)


def reminder(
    id_: int, of: Session, step_id: str = "washing", *, in_hours: float = 1, lasts_hours: float = 30, **named: Any
) -> Reminder:
    """Return a reminder that is due so soon (or was, below zero), and useful for so long after that."""
    due_at = NOW + timedelta(hours=in_hours)
    fields = {"kind": "care", "due_at": due_at, "late_until": due_at + timedelta(hours=lasts_hours), **named}
    return Reminder(id=id_, session=of, step=step_id, **fields)


def sent(id_: int, of: Session, step_id: str = "washing", **named: Any) -> Reminder:
    """Return a reminder that arrived an hour ago."""
    return reminder(id_, of, step_id, **{"in_hours": -1, "state": State.SENT, **named})


class Patient:
    """Keeps a form from turn to turn, as the store does, and what was decided last."""

    def __init__(
        self,
        *,
        sessions: Sequence[Session] = (),
        upcoming: Sequence[Reminder] = (),
        tapped: Reminder | None = None,
        context: Context = Context(),  # noqa: B008 (frozen)
        **known: Any,
    ) -> None:
        of_recipient = {"zone": RIYADH, **{name: known.pop(name) for name in _OF_RECIPIENT & set(known)}}
        self.recipient = Recipient(chat_id=1, sessions=tuple(sessions), **of_recipient)
        self.upcoming, self.tapped, self.known = tuple(upcoming), tapped, known
        self.chat = Chat(chat_id=1, context=context)
        self.form: dict[str, str | int | None] = {}
        self.now = NOW
        self.decision: Decision | None = None

    def commands(self, name: str) -> None:
        """Send a command."""
        self._after(care.on_command(Commanded(name=name, argument=""), self.situation))

    def says(self, text: str) -> None:
        """Write a text while a form is open."""
        self._after(care.on_text(text, self.situation))

    def asks(self, topic: str, **values: tuple[str, ...]) -> Decision:
        """Ask about a topic, and return how it would be answered without anything known of the patient."""
        usual = self._usual(topic, values)
        self.hears(usual)
        return usual

    def hears(self, usual: Decision) -> None:
        """Have a decision looked at with what is known of the patient."""
        understood = Understanding(act="answer", ranking=(Candidate(topic=usual.topic, confidence=0.9),))
        self._after(care.on_topic(usual, understood, "", self.situation))

    def taps(self, label: str) -> None:
        """Tap the first button with this name on the last message, as its data travels through Telegram."""
        choice = next(each for each in self.choices if name_of(each) == label)
        assert isinstance(choice.target, ForCare)
        self.taps_data(encode(choice.target))

    def taps_data(self, data: str) -> None:
        """Tap a button of whatever message that carries this."""
        assert len(data.encode()) <= 64
        target = decode(data)
        assert isinstance(target, ForCare)
        self._after(care.on_tap(target, self.situation))

    @property
    def situation(self) -> Situation:
        """All that a talk is told of this patient now."""
        known = Care(recipient=self.recipient, form=self.form, upcoming=self.upcoming, tapped=self.tapped, **self.known)
        return Situation(chat=self.chat, care=known, desk=DESK, language="ar", now=self.now)

    @property
    def say(self) -> Say | None:
        """What was decided to be said."""
        assert self.decision is not None
        return self.decision.say

    @property
    def screen(self) -> Screen:
        """The last message."""
        assert isinstance(self.say, Screen)
        return self.say

    @property
    def parts(self) -> list[Part]:
        """What the last message is made of."""
        parts = [part if isinstance(part, tuple) else (part,) for part in self.screen.parts]
        return [each for part in parts for each in part]

    @property
    def lines(self) -> list[Line]:
        """The phrases of the last message."""
        return [part for part in self.parts if isinstance(part, Line)]

    @property
    def reads(self) -> str:
        """The names of these phrases."""
        return " ".join(line.key for line in self.lines)

    @property
    def choices(self) -> list[Choice]:
        """The buttons under the last message."""
        return [choice for row in self.screen.rows for choice in row]

    @property
    def buttons(self) -> list[str]:
        """The names of these buttons."""
        return [name_of(choice) for choice in self.choices]

    @property
    def effects(self) -> list[Effect]:
        """What the last turn does, but for the form."""
        assert self.decision is not None
        return [effect for effect in self.decision.effects if not isinstance(effect, KeepForm)]

    def param(self, name: str, key: str = "") -> Any:
        """Return what the last message names so, in the first phrase whose name begins with `key`."""
        return next(line.params[name] for line in self.lines if line.key.startswith(key) and name in line.params)

    def _usual(self, topic: str, values: Values) -> Decision:
        return answer_topic(topic, self.chat.context, values, {topic: next(iter(values), "")}, confidence=0.9)

    def _after(self, decision: Decision | None) -> None:
        self.decision = decision
        for effect in decision.effects if decision else ():
            if isinstance(effect, KeepForm):
                self.form = dict(effect.form)
        if decision and isinstance(decision.say, Screen):
            assert_can_be_said(decision.say)
        elif decision and isinstance(decision.say, SendEverything):
            _assert_known(decision.say.caption)


_OF_RECIPIENT = {"zone", "consented", "paused_until", "stopped"}


def at(text: str, zone: ZoneInfo = RIYADH) -> datetime:
    """Return a local time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def name_of(choice: Choice) -> str:
    """Return how tests call a button: by its phrase, what it names, or the moment on it."""
    match choice.label:
        case Line(key="moment_button", params={"at": moment}):
            return f"{moment.at.astimezone(moment.zone):%d %H:%M}"  # type: ignore[union-attr]
        case Line(key=key):
            return key.removesuffix("_button")
        case Named(id=id_):
            return id_
    raise AssertionError(choice)


def assert_can_be_said(screen: Screen) -> None:
    """Check that the content has all words of a screen, and that every name in them is filled."""
    assert screen.parts
    _assert_rendered(screen)
    for part in screen.parts:
        for each in part if isinstance(part, tuple) else (part,):
            if isinstance(each, Line):
                _assert_known(each)
    for choice in (choice for row in screen.rows for choice in row):
        if isinstance(choice.label, Named):
            _assert_named(choice.label)
        else:
            _assert_known(choice.label)
        if isinstance(choice.target, ForTopic):
            assert choice.target.topic in catalogue().topics
        if not isinstance(choice.target, str):
            assert len(encode(choice.target)) <= 64


def _assert_rendered(screen: Screen) -> None:
    wording = Wording(catalogue())
    without_steps = tuple(part for part in screen.parts if not isinstance(part, StepText))
    for language in LANGUAGES:
        text = wording.text(replace(screen, parts=without_steps), language, NOW)
        labels = [button.label for row in wording.rows(screen, language, NOW) for button in row]
        assert "None" not in text
        assert "{" not in "".join([text, *labels])
        assert all(labels)


def _assert_known(line: Line) -> None:
    assert set(line.params) >= set(catalogue().phrases[line.key].params), line
    for value in line.params.values():
        _assert_named(value)


def _assert_named(value: Param | None) -> None:
    match value:
        case Named(kind="phrase", id=id_):
            assert id_ in catalogue().phrases
        case Named(kind="programme", id=id_):
            assert f"programme_{id_}" in catalogue().phrases
        case Named(kind=kind, id=id_):
            assert id_ in catalogue().values[kind]


@cache
def catalogue() -> Catalogue:
    """Return the content that is shipped."""
    return load(Path(__file__).parent.parent / "content")
