"""Somebody in a chat: one of the clinic's people, or whoever opens an invitation.

staff = Person(role="staff")
staff.commands("register")
staff.taps("prp")
assert staff.reads == "register_area"
"""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Care, Offer, Recipient
from bot.content.scope import Language
from bot.conversation import care
from bot.conversation.buttons import ForCare, decode, encode
from bot.conversation.care.situation import Desk, Situation
from bot.conversation.context import Chat
from bot.conversation.decisions import Decision, Effect, KeepForm, Say
from bot.conversation.events import Commanded
from bot.conversation.screens import Choice, Line, Named, Part, Screen
from tests.aftercare_examples import AT_NIGHT, RIYADH

NOW = datetime(2026, 11, 30, 10, 48, tzinfo=RIYADH)
"""A Monday, 9 Azar 1405."""

DESK = Desk(
    planner=Planner(steps={}, waits={}, quiet=AT_NIGHT, zone=RIYADH),
    clinic_id="0c1d2e",
    bot_name="nada_clinic_bot",
    make_token=lambda: "secret-of_the-link",
    hash_token=lambda token: f"hash of {token}",
    is_severe=lambda text: "شديد" in text,
    areas=("face", "hair", "neck"),
)


class Person:
    """Keeps the form of one chat from turn to turn, as the store does, and what was decided last."""

    desk = DESK

    def __init__(
        self, *, role: Literal["admin", "staff"] | None, language: Language = "ar", zone: ZoneInfo = RIYADH
    ) -> None:
        self.role = role
        self.language = language
        self.zone = zone
        self.now = NOW
        self.chat = Chat(chat_id=1)
        self.offer: Any = None
        self.members: tuple[int, ...] = ()
        self.form: dict[str, str | int | None] = {}
        self.decision: Decision | None = None

    def commands(self, name: str, argument: str = "") -> None:
        """Send a command."""
        self._after(care.on_command(Commanded(name=name, argument=argument), self.situation))

    def says(self, text: str) -> None:
        """Write a text."""
        self._after(care.on_text(text, self.situation))

    def taps(self, label: str) -> None:
        """Tap the button with this name on the last message, as its data travels through Telegram."""
        (choice,) = self._called(label)
        self._taps_on(choice)

    def taps_first(self, label: str) -> None:
        """Tap the first of several buttons with this name."""
        self._taps_on(self._called(label)[0])

    def taps_data(self, data: str) -> None:
        """Tap a button of whatever message that carries this."""
        assert len(data.encode()) <= 64
        target = decode(data)
        assert isinstance(target, ForCare)
        self._after(care.on_tap(target, self.situation))

    def brings(self, offer: Offer | str | None) -> None:
        """Open links that offer this, or nothing, for this reason."""
        self.offer = offer

    @property
    def care(self) -> Care:
        """What is known of this person."""
        recipient = Recipient(chat_id=1, zone=self.zone)
        return Care(recipient=recipient, role=self.role, form=self.form, offer=self.offer, members=self.members)

    @property
    def situation(self) -> Situation:
        """All that a talk is told of this person now."""
        return Situation(chat=self.chat, care=self.care, desk=self.desk, language=self.language, now=self.now)

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
        """The names of these phrases, in order."""
        return " ".join(line.key for line in self.lines)

    @property
    def choices(self) -> list[Choice]:
        """The buttons under the last message."""
        return [choice for row in self.screen.rows for choice in row]

    @property
    def buttons(self) -> list[str]:
        """The names of these buttons."""
        return [self.name_of(choice) for choice in self.choices]

    @property
    def effects(self) -> list[Effect]:
        """What the last turn does, but for the form."""
        assert self.decision is not None
        return [effect for effect in self.decision.effects if not isinstance(effect, KeepForm)]

    def param(self, name: str, key: str = "") -> Any:
        """Return what the last message names so, in the first phrase whose name begins with `key`."""
        return next(line.params[name] for line in self.lines if line.key.startswith(key) and name in line.params)

    def name_of(self, choice: Choice) -> str:
        """Return how tests call a button: by its phrase without the talk's name, its number, or what it names."""
        match choice.label:
            case Line(params={"number": number}):
                return str(number)
            case Line(key=key):
                return key.removesuffix("_button").partition("_")[2]
            case Named(id=id_):
                return id_
        raise AssertionError(choice)

    def _called(self, label: str) -> list[Choice]:
        return [each for each in self.choices if self.name_of(each) == label]

    def _taps_on(self, choice: Choice) -> None:
        assert isinstance(choice.target, ForCare)
        self.taps_data(encode(choice.target))

    def _after(self, decision: Decision | None) -> None:
        self.decision = decision
        for effect in decision.effects if decision else ():
            if isinstance(effect, KeepForm):
                self.form = dict(effect.form)
