"""A reminder: one step of one session's plan, and who is to get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, UTC, datetime
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from bot.aftercare.sessions import Session
from bot.content.scope import Language

Kind = Literal["care", "check_in", "appointment"]
"""What a patient can stop by itself: what is allowed when, "how are you?", the next session."""

KINDS: tuple[Kind, ...] = ("care", "check_in", "appointment")

FOR_GOOD = datetime.max.replace(tzinfo=UTC)
"""A pause until the patient says otherwise."""


class State(StrEnum):
    """Where a reminder is on its way. The last five are final."""

    PLANNED = "planned"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    MISSED = "missed"
    REFUSED = "refused"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing will change it any more."""
        return self not in {State.PLANNED, State.SENDING, State.RETRYING}


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A step of a session's plan with its times (UTC).

    Attributes:
        step: The step's id in the plan.
        kind: What a patient would stop to be rid of it.
        due_at: When it is to be sent, quiet hours considered.
        late_until: After this it is not sent any more.
        safety: It may be sent in quiet hours.
        repeat: It is sent again when it is not known whether it arrived.
    """

    step: str
    kind: Kind
    due_at: datetime
    late_until: datetime
    safety: bool = False
    repeat: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """A planned step as it is stored; `attempts` counts how often a worker has taken it, this time included."""

    id: int
    session: Session
    step: str
    kind: Kind
    due_at: datetime
    late_until: datetime
    state: State = State.PLANNED
    attempts: int = 0
    safety: bool = False
    repeat: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """What becomes of a reminder: its state, the reason in one word or two, and when it is due again, if it is."""

    state: State
    reason: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """The chat that reminders go to.

    Attributes:
        chat_id: Telegram's number of the chat.
        zone: Whose clocks the patient lives by.
        language: What the bot last spoke with them; None before they wrote anything.
        consented: They agreed to be reminded.
        blocked: The chat takes nothing any more.
        paused_until: No reminders before then; FOR_GOOD until they say otherwise.
        stopped: Kinds of reminders that they do not want.
        last_turn_at: When they last wrote or tapped.
        sessions: All their sessions that are not cancelled, of every person and programme.
    """

    chat_id: int
    zone: ZoneInfo
    language: Language | None = None
    consented: bool = True
    blocked: bool = False
    paused_until: datetime | None = None
    stopped: frozenset[Kind] = frozenset()
    last_turn_at: datetime | None = None
    sessions: tuple[Session, ...] = ()

    def is_paused(self, now: datetime) -> bool:
        """Tell whether they want no reminders at `now`."""
        return self.paused_until is not None and self.paused_until > now

    @property
    def is_paused_for_good(self) -> bool:
        """Whether they want no reminders until they say so."""
        return self.paused_until is not None and self.paused_until.year == MAXYEAR


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """Reminders of one chat that one worker has taken, as it was read with them."""

    recipient: Recipient
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Send:
    """It still makes sense and the moment is right. `late` says that it comes later than planned."""

    late: bool = False


Unusable = Literal["unknown", "used", "expired", "of another clinic"]
"""Why a link starts nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What a link offers: a session to be looked after, or a place among the clinic's people.

    Whoever opened a link before gets the same offer again: its session is then one of theirs. `next_at` is when the
    next session is booked, if that was registered with it.
    """

    token_hash: str
    session: Session | None = None
    role: Literal["admin", "staff"] | None = None
    next_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """What is known of a patient's aftercare when they write: settings, sessions, and a form that is being filled in.

    Attributes:
        recipient: Whom reminders go to, with all sessions.
        consent_version: Which version of the consent they agreed to; 0 for none.
        consented_at: When they agreed; None for not at all, or when that is not known.
        role: "admin" or "staff" for the clinic's people, None for patients.
        form: What has been asked and answered so far of something that takes several steps; empty when nothing is open.
        upcoming: Reminders that are still to come, soonest first.
        last_sent: The reminder that came last, if it still makes sense.
        tapped: The reminder that the tapped button belongs to, if it belongs to one of this chat's.
        checked_in: How the patient has already answered `tapped`, if it asked how they are; None for not yet.
        offer: What the link offers that was just opened or is in the form, or why it offers nothing.
        members: Telegram's numbers of the clinic's people, for an admin; empty for everybody else.
    """

    recipient: Recipient
    consent_version: int = 0
    consented_at: datetime | None = None
    role: Literal["admin", "staff"] | None = None
    form: Mapping[str, str | int | None] = field(default_factory=dict)
    upcoming: tuple[Reminder, ...] = ()
    last_sent: Reminder | None = None
    tapped: Reminder | None = None
    checked_in: str | None = None
    offer: "Offer | Unusable | None" = None
    members: tuple[int, ...] = ()
