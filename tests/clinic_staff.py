"""One of the clinic's people (or somebody who is none) in a chat, without Telegram, database or words.

staff = Person(role="staff")
staff.commands("register")
staff.taps("prp")
assert staff.reads == "register_area"
"""

from datetime import datetime, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.quiet import Night, QuietHours
from bot.aftercare.reminders import Care, Offer, Recipient
from bot.content.scope import Language
from bot.conversation import care
from bot.conversation.buttons import ForCare, decode, encode
from bot.conversation.care.situation import Desk, Situation
from bot.conversation.context import Chat
from bot.conversation.decisions import Decision, Effect, KeepForm
from bot.conversation.events import Commanded
from bot.conversation.screens import Choice, Line, Named, Screen

RIYADH = ZoneInfo("Asia/Riyadh")
NOW = datetime(2026, 11, 30, 10, 48, tzinfo=RIYADH)
"""A Monday, 9 Azar 1405."""

DESK = Desk(
    planner=Planner(
        steps={}, waits={}, quiet=QuietHours(usual=Night(start=time(22), end=time(9))), zone=RIYADH
    ),
    clinic_id="0c1d2e",
    bot_name="nada_clinic_bot",
    make_token=lambda: "secret-of_the-link",
    hash_token=lambda token: f"hash of {token}",
    areas=("face", "hair", "neck"),
)  # fmt: skip


class Person:
    """Keeps the form of one chat from turn to turn, as the store does, and what was decided last."""

    def __init__(
        self, *, role: Literal["admin", "staff"] | None, language: Language = "ar", zone: ZoneInfo = RIYADH
    ) -> None:
        self.role = role
        self.language = language
        self.now = NOW
        self.offer: Any = None
        self.form: dict[str, str | int | None] = {}
        self.decision: Decision | None = None
        self._zone = zone

    def commands(self, name: str, argument: str = "") -> None:
        """Send a command."""
        self._after(care.on_command(Commanded(name=name, argument=argument), self.situation))

    def says(self, text: str) -> None:
        """Write a text."""
        self._after(care.on_text(text, self.situation))

    def taps(self, label: str) -> None:
        """Tap the button with this name on the last message, as its data travels through Telegram."""
        (choice,) = [each for each in self.choices if name_of(each) == label]
        assert isinstance(choice.target, ForCare)
        self.taps_old(encode(choice.target))

    def taps_old(self, data: str) -> None:
        """Tap a button of whatever message that carries this."""
        assert len(data.encode()) <= 64
        target = decode(data)
        assert isinstance(target, ForCare)
        self._after(care.on_tap(target, self.situation))

    @property
    def situation(self) -> Situation:
        """All that a talk is told of this person now."""
        recipient = Recipient(chat_id=1, zone=self._zone)
        known = Care(recipient=recipient, role=self.role, form=self.form, offer=self.offer)
        return Situation(chat=Chat(chat_id=1), care=known, desk=DESK, language=self.language, now=self.now)

    @property
    def screen(self) -> Screen:
        """The last message."""
        assert self.decision is not None
        assert isinstance(self.decision.say, Screen)
        return self.decision.say

    @property
    def lines(self) -> list[Line]:
        """The lines of the last message."""
        parts = [part if isinstance(part, tuple) else (part,) for part in self.screen.parts]
        return [line for part in parts for line in part if isinstance(line, Line)]

    @property
    def reads(self) -> str:
        """The names of the phrases in the last message, in order."""
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

    def brings(self, offer: Offer | str | None) -> None:
        """Open links that offer this, or nothing, for this reason."""
        self.offer = offer

    def _after(self, decision: Decision | None) -> None:
        self.decision = decision
        for effect in decision.effects if decision else ():
            if isinstance(effect, KeepForm):
                self.form = dict(effect.form)


def name_of(choice: Choice) -> str:
    """Return how tests call a button: by its phrase, its number, or what it names."""
    match choice.label:
        case Line(params={"number": number}):
            return str(number)
        case Line(key=key):
            return key.removesuffix("_button").partition("_")[2]
        case Named(id=id_):
            return id_
    raise AssertionError(choice)
