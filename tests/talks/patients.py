"""A patient with sessions, on a Monday afternoon. Each phrase is looked up when it is said.

patient = Patient(sessions=[session(hours_ago=5)])
patient.commands("reminders")
assert patient.reads == "reminders_nothing_coming reminders_how_to_stop"
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.aftercare.planner import Planner
from bot.aftercare.reminders import Care, Recipient, Reminder, State
from bot.aftercare.sessions import Session
from bot.aftercare.steps import Span
from bot.conversation import care
from bot.conversation.answering import answer_topic
from bot.conversation.context import Chat, Context
from bot.conversation.decisions import Decision
from bot.conversation.screens import At, Choice, Line
from bot.conversation.understanding import Candidate, Mention, Understanding
from tests.aftercare_examples import AT_NIGHT, RIYADH, step
from tests.talks.person import DESK, NOW, Person
from tests.talks.wording import assert_can_be_said

AFTERNOON = NOW.replace(hour=15, minute=0)

WASHING = step("washing", hours=1, fact="washing_wait")
PLANNER = Planner(
    steps={
        "mesotherapy_face": (
            WASHING,
            step("evening", hours=1, kind="check_in", check_in=True),
            step("maintenance", hours=1, kind="appointment"),
        ),
        "prp": (WASHING,),
    },
    waits={
        "mesotherapy_face": {
            "washing_wait": Span(hours=15),
            "swimming_wait": Span(hours=48),
            "fading_end": Span(hours=48),
        },
        "mesotherapy_hair": {"washing_wait": Span(hours=15), "fading_end": Span(hours=48)},
        "prp": {"washing_wait": Span(hours=20), "swimming_wait": Span(hours=100), "fading_end": Span(hours=48)},
    },
    activity_waits={
        "mesotherapy_face": {"washing": "washing_wait", "shower": "washing_wait", "swimming": "swimming_wait"},
        "mesotherapy_hair": {"washing": "washing_wait"},
        "prp": {"washing": "washing_wait", "swimming": "swimming_wait"},
    },
    symptom_ends={
        "mesotherapy_face": {"redness": "fading_end", "itching": "fading_end"},
        "mesotherapy_hair": {"redness": "fading_end"},
        "prp": {"redness": "fading_end"},
    },
    quiet=AT_NIGHT,
    zone=RIYADH,
)


def session(id_: int = 1, *, hours_ago: float = 5, **named: Any) -> Session:
    """Return a session of this patient, so long ago."""
    fields = {"programme": "mesotherapy_face", "at": AFTERNOON - timedelta(hours=hours_ago), **named}
    return Session(id=id_, chat_id=1, **fields)


def booked(id_: int = 2, *, in_days: float = 3, **named: Any) -> Session:
    """Return a session that is to come."""
    return session(id_, at=AFTERNOON + timedelta(days=in_days), booked=True, **named)


def reminder(
    id_: int, of: Session, step_id: str = "washing", *, in_hours: float = 1, lasts_hours: float = 30, **named: Any
) -> Reminder:
    """Return a reminder that is due so soon (or was, below zero), and useful for so long after that."""
    due_at = AFTERNOON + timedelta(hours=in_hours)
    fields = {"kind": "care", "due_at": due_at, "late_until": due_at + timedelta(hours=lasts_hours), **named}
    return Reminder(id=id_, session=of, step=step_id, **fields)


def sent(id_: int, of: Session, step_id: str = "washing", **named: Any) -> Reminder:
    """Return a reminder that arrived an hour ago."""
    return reminder(id_, of, step_id, **{"in_hours": -1, "state": State.SENT, **named})


class Patient(Person):
    """What is known of them stays as it is; what they are told must have its words."""

    desk = replace(DESK, planner=PLANNER)

    def __init__(
        self,
        *,
        sessions: Sequence[Session] = (),
        upcoming: Sequence[Reminder] = (),
        tapped: Reminder | None = None,
        context: Context = Context(),  # noqa: B008 (frozen)
        **known: Any,
    ) -> None:
        super().__init__(role=None)
        of_recipient = {"zone": RIYADH, **{name: known.pop(name) for name in _OF_RECIPIENT & set(known)}}
        self.recipient = Recipient(chat_id=1, sessions=tuple(sessions), **of_recipient)
        self.upcoming, self.tapped, self.known = tuple(upcoming), tapped, known
        self.chat = Chat(chat_id=1, context=context)
        self.now = AFTERNOON

    def asks(self, topic: str, text: str = "", *, when: str = "", **values: tuple[str, ...]) -> Decision:
        """Ask about a topic, and return how it would be answered without anything known of the patient.

        `when` is the time that the model finds in the text.
        """
        usual = answer_topic(topic, self.chat.context, values, {topic: next(iter(values), "")}, confidence=0.9)
        self.hears(usual, text, when=when)
        return usual

    def hears(self, usual: Decision, text: str = "", *, when: str = "") -> None:
        """Have a decision looked at with what is known of the patient."""
        named = (Mention(kind="when", value=when, start=0, end=len(when)),) if when else ()
        ranking = (Candidate(topic=usual.topic, confidence=0.9),)
        understood = Understanding(act="answer", ranking=ranking, mentions=named)
        self._after(care.on_topic(usual, understood, text, self.situation))

    @property
    def care(self) -> Care:
        return Care(recipient=self.recipient, form=self.form, upcoming=self.upcoming, tapped=self.tapped, **self.known)

    def name_of(self, choice: Choice) -> str:
        """Return how tests call a button: by its whole phrase, what it names, or the moment on it."""
        match choice.label:
            case Line(key="moment_button", params={"at": At() as moment}):
                return f"{moment.at.astimezone(moment.zone):%d %H:%M}"
            case Line(key=key):
                return key.removesuffix("_button")
        return super().name_of(choice)

    def _after(self, decision: Decision | None) -> None:
        super()._after(decision)
        if decision and decision.say:
            assert_can_be_said(decision.say)


_OF_RECIPIENT = {"zone", "consented", "paused_until", "stopped"}
