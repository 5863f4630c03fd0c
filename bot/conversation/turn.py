"""One turn of a talk: gather, decide, compose. What is sent and stored is returned, not done."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aftercare.reminders import Care
from bot.content.scope import Language
from bot.conversation import care as aftercare
from bot.conversation.answering import Needs
from bot.conversation.buttons import ForCare, ForTopic, Target, decode
from bot.conversation.care.situation import Desk, Situation
from bot.conversation.commands import decide_attachment, decide_command, decide_contact, decide_phone
from bot.conversation.compose import Composer, Reply
from bot.conversation.context import Chat, Context, Values, rested
from bot.conversation.decide import decide
from bot.conversation.decisions import Decision, Effect, KeepForm, KeepQuestion, SayPhrase, SayUrgent
from bot.conversation.doubts import SURE
from bot.conversation.events import (
    Attached,
    Commanded,
    Event,
    Incoming,
    Left,
    Said,
    SharedContact,
    Tapped,
    WroteInGroup,
)
from bot.conversation.red_flags import urgent
from bot.conversation.roles import values_named
from bot.conversation.speaking import language_of_answer, usual_language
from bot.conversation.taps import decide_tap
from bot.conversation.understanding import Unavailable, Understander, Understanding, tapped_topic
from bot.safety.gate import Gate, RedFlag
from bot.words.language import Detection
from bot.words.normalise import fold

LONGEST_QUESTION = 4096
"""Letters; a longer text is no question. Telegram's own limit for one message."""
_NO_LONGER_THAN = 0.1
"""Seconds that the answer to a red flag may be held up by the language model."""
_PREFACES = {"edited": "edited_seen", "under a file": "caption_read"}
_NEVER_A_NAME = frozenset({"symptom_report", "emergency", "stop_reminders", "human"})
_ANSWERED_IN_A_BURST = 8
"""Updates of one chat within the burst's time that are answered one by one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What is to be stored of a turn, in one transaction."""

    chat: Chat
    effects: tuple[Effect, ...] = ()
    text: str = ""
    content_version: str = ""
    tapped_message: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """A finished turn: the message to send, if any, the receipt of a tap, and what to store.

    `rated` says that the thumbs under the tapped message have done their work and may go.
    """

    decision: Decision
    language: Language
    reply: Reply | None
    receipt: str | None
    rated: bool
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Talk:
    """All that a turn needs: the gate, the language model, the content. Holds nothing of any patient."""

    gate: Gate
    understander: Understander
    composer: Composer
    needs: Needs
    detect: Callable[[str], Detection]
    retype: Callable[[str], str]
    desk: Desk

    async def turn(
        self, incoming: Incoming, chat: Chat, *, now: datetime, care: Care | None = None, in_burst: int = 1
    ) -> Turn:
        """Answer one event.

        Args:
            incoming: What the patient did.
            chat: The chat as it was stored.
            now: The time, aware.
            care: What is known of the patient's aftercare; None for nothing.
            in_burst: How many updates the chat sent within the last seconds, this one included.
        """
        before = rested(chat, now)
        incoming = replace(incoming, event=_with_words(incoming.event, self.retype(text_of(incoming.event))))
        situation = Situation(
            chat=before,
            care=care or self.desk.nobody(chat.chat_id),
            desk=self.desk,
            language=usual_language(before, incoming.client_language),
            now=now,
        )
        decision, language = await self._decide(incoming, situation, in_burst)
        decision = _without_form(decision, situation)
        language = decision.language or language
        return self._finished(incoming.event, before, decision, language, now=now)

    def apology(self, chat: Chat, now: datetime) -> Reply:
        """Return what a patient is told whose message could not be answered, with the numbers to call."""
        return Reply(text=self.composer.phrase("something_failed", usual_language(chat, ""), now))

    async def _decide(self, incoming: Incoming, situation: Situation, in_burst: int) -> tuple[Decision, Language]:
        text, chat = text_of(incoming.event), situation.chat
        # Before everything else, and whatever else is the matter: a red flag is seen and answered.
        if text and (red_flag := self.gate.check(text)):
            return await self._urgent(red_flag, text, chat), self._language(text, self.detect(text), chat, incoming)
        if in_burst > _ANSWERED_IN_A_BURST:
            notice = SayPhrase(key="too_fast") if in_burst == _ANSWERED_IN_A_BURST + 1 else None
            decision = Decision(say=notice, topic="out_of_scope", context=chat.context, awaits_phone=chat.awaits_phone)
            return decision, usual_language(chat, incoming.client_language)
        if text and not isinstance(incoming.event, WroteInGroup):
            return await self._decide_text(text, situation, incoming)
        return self._decide_without_model(incoming.event, situation), situation.language

    async def _urgent(self, red_flag: RedFlag, text: str, chat: Chat) -> Decision:
        return urgent(red_flag, chat.context, await self._named_beside(text, chat.context))

    async def _named_beside(self, text: str, context: Context) -> Values:
        """Return what a message with a red flag names; nothing if that is not known at once: nobody waits for it."""
        try:
            async with asyncio.timeout(_NO_LONGER_THAN):
                understanding = await self.understander.understand(text, context)
        except (Unavailable, TimeoutError):
            return {}
        return values_named("emergency", understanding.mentions, self.needs, treatment=context.treatment)

    def _decide_without_model(self, event: Event, situation: Situation) -> Decision:
        chat = situation.chat
        match event:
            case Tapped(data=data):
                target = self._target(data)
                taken = aftercare.on_tap(target, situation) if isinstance(target, ForCare) else None
                decision = taken or decide_tap(target, chat.context, self.needs)
                return aftercare.on_topic(decision, tapped_topic(decision.topic), "", situation)
            case Commanded():
                return aftercare.on_command(event, situation) or decide_command(event, chat.context)
            case SharedContact():
                return decide_contact(event, chat)
            case Attached(kind=kind):
                return decide_attachment(kind, chat.context)
            case WroteInGroup():
                return _phrase("group_chat", chat)
            case Left():
                return Decision(say=None, topic="goodbye", context=chat.context)
            case Said():
                return _phrase("empty_text", chat)

    def _target(self, data: str) -> Target | None:
        """Return what a tap asks for; None for a topic of older content, too."""
        target = decode(data)
        return None if isinstance(target, ForTopic) and not self.composer.answers(target.topic) else target

    async def _decide_text(self, text: str, situation: Situation, incoming: Incoming) -> tuple[Decision, Language]:
        chat, usual = situation.chat, situation.language
        if len(text) > LONGEST_QUESTION:
            return _phrase("too_long", chat), usual
        if phone := decide_phone(text, chat):
            return phone, usual
        answer = aftercare.on_text(text, situation) if _how_it_came(incoming.event) == "written" else None
        if answer and not aftercare.asks_for_a_name(situation):
            return answer, usual
        if not any(letter.isalpha() for letter in fold(text)):
            # A number, an emoji: the model would guess.
            return answer or _phrase("empty_text", chat), usual
        try:
            understanding = await self.understander.understand(text, chat.context)
        except Unavailable:
            if answer:
                return answer, usual
            return _phrase("rasa_down", chat), self._language(text, self.detect(text), chat, incoming)
        if answer and not _is_no_name(understanding):
            return answer, usual
        decision = decide(understanding, chat.context, self.needs)
        language = self._language(text, _detection(understanding), chat, incoming)
        decision = aftercare.on_topic(decision, understanding, text, replace(situation, language=language))
        return replace(decision, preface=_PREFACES.get(_how_it_came(incoming.event))), language

    def _language(self, text: str, found: Detection, chat: Chat, incoming: Incoming) -> Language:
        return language_of_answer(
            text, found.language, found.certainty, chat=chat, client_language=incoming.client_language
        )

    def _finished(self, event: Event, chat: Chat, decision: Decision, language: Language, *, now: datetime) -> Turn:
        tapped = event if isinstance(event, Tapped) else None
        after = replace(
            chat,
            context=decision.context.kept,
            language=language,
            chosen_language=decision.language or chat.chosen_language,
            awaits_phone=decision.awaits_phone,
            blocked=isinstance(event, Left),
            last_turn_at=now,
        )
        return Turn(
            decision=decision,
            language=language,
            reply=self.composer.compose(decision, language, now),
            receipt=self.composer.phrase(decision.receipt, language) if decision.receipt else None,
            rated=decision.receipt in {"feedback_thanks", "feedback_sorry"},
            outcome=Outcome(
                chat=after,
                effects=decision.effects,
                text=text_of(event) if any(isinstance(effect, KeepQuestion) for effect in decision.effects) else "",
                content_version=self.composer.content_version,
                tapped_message=tapped.message_id if tapped else None,
            ),
        )


def text_of(event: Event) -> str:
    """Return the words of an event: a text, a caption, or nothing."""
    match event:
        case Said(text=text) | WroteInGroup(text=text) | Attached(caption=text):
            return text
    return ""


def _is_no_name(understanding: Understanding) -> bool:
    """Tell whether what could be a nickname plainly asks for something that must not be overheard."""
    return understanding.best.topic in _NEVER_A_NAME and understanding.best.confidence >= SURE


def _without_form(decision: Decision, situation: Situation) -> Decision:
    """Return what an emergency decides with the open form ended: the next words are about that, and fill no form."""
    if not isinstance(decision.say, SayUrgent) or not situation.care.form:
        return decision
    return replace(decision, effects=(*decision.effects, KeepForm(form={})))


def _with_words(event: Event, words: str) -> Event:
    match event:
        case Said() | WroteInGroup():
            return replace(event, text=words)
        case Attached():
            return replace(event, caption=words)
    return event


def _how_it_came(event: Event) -> str:
    if isinstance(event, Attached):
        return "under a file"
    return "edited" if isinstance(event, Said) and event.edited else "written"


def _phrase(key: str, chat: Chat) -> Decision:
    return Decision(say=SayPhrase(key=key), topic="out_of_scope", confidence=0.0, context=chat.context)


def _detection(understanding: Understanding) -> Detection:
    return Detection(understanding.language, understanding.language_certainty)
