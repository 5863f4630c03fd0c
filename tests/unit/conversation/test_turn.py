"""What a turn makes of a message while a form is open: most of all, what fills it and what does not."""

from dataclasses import dataclass, field, replace

import pytest

from bot.aftercare.reminders import Care, Offer, Recipient
from bot.conversation.compose import Composer
from bot.conversation.context import Chat, Context
from bot.conversation.decisions import KeepForm, SayPhrase, SayTopic, SayUrgent
from bot.conversation.events import Attached, Event, Incoming, Said
from bot.conversation.screens import Screen
from bot.conversation.turn import Talk, Turn
from bot.conversation.understanding import Candidate, Unavailable, Understanding
from bot.safety.answers import UrgentAnswers
from bot.safety.gate import Gate
from bot.settings import ROOT
from bot.words.language import Detection
from tests.aftercare_examples import RIYADH
from tests.talks.newcomers import Newcomer, session
from tests.talks.person import NOW
from tests.talks.wording import catalogue

HASH = "hash of secret-of_the-link"
FORM: dict[str, str | int | None] = {"flow": "enrolling", "asks": "nickname", "token_hash": HASH}
SAFETY = ROOT / "content" / "safety"


@dataclass(frozen=True)
class Model:
    """Takes every text for the same thing, so surely; for nothing if it cannot be asked."""

    topic: str = "out_of_scope"
    confidence: float = 0.9
    available: bool = True
    asked: list[str] = field(default_factory=list)

    async def understand(self, text: str, _context: Context) -> Understanding:
        self.asked.append(text)
        if not self.available:
            raise Unavailable
        return Understanding(act="answer", ranking=(Candidate(topic=self.topic, confidence=self.confidence),))


async def answered(event: Event, model: Model | None = None, **form: str) -> Turn:
    """Return the turn of somebody whose link waits for a nickname."""
    talk = Talk(
        gate=Gate.load(SAFETY),
        understander=model or Model(),
        composer=Composer(catalogue(), UrgentAnswers.load(SAFETY)),
        needs=catalogue().needs,
        detect=lambda _text: Detection("ar", 1.0),
        retype=lambda text: text,
        desk=Newcomer.desk,
    )
    mine = session(id=8)
    care = Care(
        recipient=Recipient(chat_id=1, zone=RIYADH, sessions=(mine,)),
        consent_version=1,
        form={**FORM, **form},
        offer=Offer(token_hash=HASH, session=replace(mine, id=9, chat_id=0)),
    )
    return await talk.turn(Incoming(chat_id=1, event=event), Chat(chat_id=1), now=NOW, care=care)


def echoes(turn: Turn) -> bool:
    """Tell whether the text was taken for a nickname."""
    say = turn.decision.say
    return isinstance(say, Screen) and "nickname_confirm" in str(say.parts)


async def test_a_word_is_taken_for_the_nickname_that_was_asked_for() -> None:
    assert echoes(await answered(Said(text="أمي")))


async def test_a_nickname_needs_no_language_model() -> None:
    assert echoes(await answered(Said(text="أمي"), Model(available=False)))


@pytest.mark.parametrize("topic", ["symptom_report", "stop_reminders", "human"])
@pytest.mark.parametrize("asks", ["nickname", "named"])
async def test_what_plainly_asks_for_help_is_heard_and_is_no_nickname(topic: str, asks: str) -> None:
    turn = await answered(Said(text="وجهي يؤلمني"), Model(topic), asks=asks, person="Mum")
    assert not echoes(turn)
    assert turn.decision.topic == topic


async def test_an_emergency_that_only_the_model_sees_ends_the_form() -> None:
    turn = await answered(Said(text="كلمتان هنا"), Model("emergency"))
    assert isinstance(turn.decision.say, SayUrgent)
    assert KeepForm(form={}) in turn.decision.effects


async def test_a_guess_is_no_reason_not_to_take_a_nickname() -> None:
    assert echoes(await answered(Said(text="أمي"), Model("symptom_report", 0.3)))


@pytest.mark.parametrize("event", [Said(text="أمي", edited=True), Attached(kind="photo", caption="أمي")])
async def test_a_caption_and_an_edited_message_fill_no_form(event: Event) -> None:
    turn = await answered(event)
    assert not echoes(turn)
    assert not any(isinstance(effect, KeepForm) for effect in turn.decision.effects)


async def test_a_red_flag_ends_the_form() -> None:
    turn = await answered(Said(text="لا أستطيع التنفس"))
    assert isinstance(turn.decision.say, SayUrgent)
    assert turn.decision.effects == (KeepForm(form={}),)


async def test_other_questions_leave_the_form_open() -> None:
    turn = await answered(Said(text="هل يؤلم العلاج كثيرًا"), Model("pain"))
    assert turn.decision.say == SayTopic(topic="pain")
    assert turn.decision.effects == ()


async def test_without_a_model_a_sentence_is_answered_as_one() -> None:
    turn = await answered(Said(text="هل يؤلم العلاج كثيرًا"), Model(available=False))
    assert turn.decision.say == SayPhrase(key="rasa_down")
