"""All that the aftercare's talks decide on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Care, Recipient
from bot.content.scope import Language
from bot.conversation.context import Chat
from bot.conversation.decisions import Decision, Effect
from bot.conversation.screens import At, Screen


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What stays the same from turn to turn.

    Attributes:
        planner: The clinic's plans, waits and quiet hours.
        clinic_id: Six hex digits that tell this clinic's links from those of others.
        bot_name: The bot's name in links: t.me/<bot_name>.
        make_token: Gives a fresh secret for a link, of letters, digits, "-" and "_".
        hash_token: Gives what is stored of a secret.
        is_severe: Tells of a complaint, which is no red flag, whether it is said to be severe or to grow.
        areas: The parts of the body that the clinic's content has names for.
        kept_days: How many days sessions and reminders are kept after they are over (RAFIQ_KEEP_AFTERCARE_DAYS).
    """

    planner: Planner
    clinic_id: str
    bot_name: str
    make_token: Callable[[], str]
    hash_token: Callable[[str], str]
    is_severe: Callable[[str], bool]
    areas: tuple[str, ...] = ()
    kept_days: int = 730

    def nobody(self, chat_id: int) -> Care:
        """Return what is known of somebody who has never been here."""
        return Care(recipient=Recipient(chat_id=chat_id, zone=self.planner.zone, consented=False))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """One patient (or one of the clinic's people) at one moment."""

    chat: Chat
    care: Care
    desk: Desk
    language: Language
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        """Whose clocks this patient lives by."""
        return self.care.recipient.zone

    def at(self, moment: datetime, *, day_only: bool = False) -> At:
        """Return a moment as this patient reads it."""
        return At(at=moment, zone=self.zone, day_only=day_only)

    def say(
        self, screen: Screen, *effects: Effect, topic: str = "my_reminders", receipt: str | None = None
    ) -> Decision:
        """Return the decision to show a screen; the talk's subject stays."""
        return Decision(say=screen, topic=topic, context=self.chat.context, effects=effects, receipt=receipt)
