"""Turns a decision into a message: its text and its buttons, in one language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.content.catalogue import Catalogue
from bot.content.scope import LANGUAGES, PROGRAMMES, Language
from bot.conversation.buttons import (
    Button,
    ForLanguage,
    ForMenu,
    ForOpinion,
    ForProgramme,
    ForRequest,
    ForTopic,
    Request,
    Rows,
    encode,
)
from bot.conversation.context import Context
from bot.conversation.decisions import (
    AskWhich,
    Composed,
    Decision,
    SayNotUnderstood,
    SayPhrase,
    SayTopic,
    SayUrgent,
    ShowLanguages,
    ShowMenu,
)
from bot.conversation.screens import Picture, Screen, SendEverything
from bot.conversation.wording import Wording
from bot.safety.answers import UrgentAnswers

_ROW_WIDTH = 30
"""Letters that stand side by side on a phone; longer labels get a row of their own."""
_MOST_IN_A_ROW = 3
_OPENING_TOPICS = frozenset({"greet", "help", "out_of_scope"})
_WITH_A_PERSON = frozenset({"booking", "human", "complaint", "contact", "change_session", "next_session"})
_WITH_THE_MENU = frozenset({"rasa_down", "help", "forget_done", "unknown_command", "button_outdated", "none_of_these"})
_WITH_A_CALL = frozenset(
    {
        *("photo_received", "voice_received", "video_received", "document_received", "other_received"),
        *("contact_received", "not_happening_now", "check_in_outdated"),
    }
)
_WITHOUT_OPINION = frozenset({"conversation"})
"""Groups of topics that are no information to be rated."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A message: plain text, rows of buttons, and the label of a button that shares the telephone number, if any.

    `picture` is sent before it; with `everything` the message is a file that holds all that is stored of the patient.
    """

    text: str
    rows: Rows = ()
    share_phone: str | None = None
    picture: Picture | None = None
    everything: bool = False


class Composer:
    """Knows the clinic's content and how buttons are laid out."""

    def __init__(self, catalogue: Catalogue, urgent: UrgentAnswers) -> None:
        self._catalogue = catalogue
        self._urgent = urgent
        self._wording = Wording(catalogue)

    @property
    def content_version(self) -> str:
        """The state of the content that replies come from."""
        return self._catalogue.content_version

    def answers(self, topic: str) -> bool:
        """Tell whether the content has an answer to a topic: a button may be older than the content."""
        return topic in self._catalogue.topics

    def compose(self, decision: Decision, language: Language, now: datetime) -> Reply | None:
        """Return the message that a decision calls for; None for silence."""
        if decision.say is None:
            return None
        if isinstance(decision.say, Screen):
            return self.screen(decision.say, language, now, preface=decision.preface)
        if isinstance(decision.say, SendEverything):
            return Reply(text=self._wording.line(decision.say.caption, language, now), everything=True)
        text = self._text(decision.say, decision.context, language, now)
        if decision.preface and not isinstance(decision.say, SayUrgent):
            text = f"{self.phrase(decision.preface, language)}\n\n{text}"
        rows = tuple(self._rows(decision.say, decision.context, language))
        share = self.phrase("share_contact_button", language) if decision.awaits_phone else None
        return Reply(text=text, rows=rows, share_phone=share)

    def screen(self, screen: Screen, language: Language, now: datetime, *, preface: str | None = None) -> Reply:
        """Return the message that shows a screen."""
        text = self._wording.text(screen, language, now)
        above = f"{self.phrase(preface, language)}\n\n" if preface else ""
        return Reply(text=above + text, rows=tuple(self._wording.rows(screen, language, now)), picture=screen.picture)

    def phrase(self, key: str, language: Language, now: datetime | None = None) -> str:
        """Return one of the bot's own phrases."""
        return self._catalogue.phrase(key, language, now=now)

    def _text(self, say: Composed, context: Context, language: Language, now: datetime) -> str:
        match say:
            case SayTopic(topic=topic):
                return self._catalogue.answer(
                    topic, programme=context.programme, language=language, values=context.values, now=now
                ).text
            case SayUrgent(red_flag=red_flag):
                return self._catalogue.fill(self._urgent.text(red_flag, language), language, now=now)
            case AskWhich():
                return self.phrase("did_you_mean", language)
            case SayNotUnderstood():
                return self.phrase("not_understood", language, now)
            case SayPhrase(key=key, phone=phone):
                return self._catalogue.phrase(key, language, now=now, phone=phone or "")
            case ShowMenu(greeting=True):
                return self.phrase("greeting", language, now)
            case ShowMenu(section=str(section)) if section in self._sections():
                label = self._catalogue.section_label(section, language)
                return self._catalogue.phrase("menu_section_title", language, section=label)
            case ShowMenu():
                return self.phrase("menu_title", language)
            case ShowLanguages():
                return self.phrase("choose_language", language)

    def _rows(self, say: Composed, context: Context, language: Language) -> Iterator[tuple[Button, ...]]:
        match say:
            case SayTopic(topic=topic):
                yield from self._topic_rows(topic, context, language)
            case SayUrgent(red_flag=red_flag) if red_flag.level == "ask":
                yield (
                    self._request("happening_button", "happening", language),
                    self._request("not_happening_button", "not_happening", language),
                )
            case SayUrgent():
                return
            case AskWhich(topics=topics):
                yield from _lines(self._to_topic(topic, language) for topic in topics)
                yield (self._request("none_of_these_button", "none_of_these", language),)
            case SayNotUnderstood():
                yield (self._request("call_me_button", "call_me", language),)
                yield from self._menu_rows(context, language)
            case SayPhrase(key=key):
                yield from self._phrase_rows(key, context, language)
            case ShowMenu(section=str(section)) if section in self._sections():
                yield from _lines(self._to_topic(topic, language) for topic in self._sections()[section])
                yield (self._to_menu(language),)
            case ShowMenu(greeting=greeting):
                if greeting:
                    yield self._languages()
                yield from self._menu_rows(context, language)
            case ShowLanguages():
                yield self._languages()

    def _topic_rows(self, topic: str, context: Context, language: Language) -> Iterator[tuple[Button, ...]]:
        catalogue = self._catalogue
        if topic in _OPENING_TOPICS:
            yield from self._menu_rows(context, language)
            return
        kind = catalogue.needs.get(topic)
        if kind and kind not in context.values:
            yield from _lines(self._to_value(topic, kind, value, language) for value in catalogue.values[kind])
        yield from _lines(self._extras(topic, language))
        yield from _lines(self._to_topic(follow_up, language) for follow_up in catalogue.topics[topic].follow_ups)
        if topic == "change_language":
            yield self._languages()
        if topic != "emergency" and catalogue.group_of(topic) not in _WITHOUT_OPINION:
            yield self._opinions(topic, context)

    def _extras(self, topic: str, language: Language) -> Iterator[Button]:
        clinic = self._catalogue.clinic
        if topic == "booking" and clinic.booking_url:
            yield Button(label=self.phrase("booking_link_button", language), url=clinic.booking_url)
        if topic == "location" and clinic.map_url:
            yield Button(label=self.phrase("map_button", language), url=clinic.map_url)
        if topic in _WITH_A_PERSON:
            yield self._request("call_me_button", "call_me", language)
        if topic == "my_data":
            yield self._request("forget_button", "forget", language)

    def _phrase_rows(self, key: str, context: Context, language: Language) -> Iterator[tuple[Button, ...]]:
        if key == "forget_ask":
            yield (
                self._request("forget_yes_button", "forget_yes", language),
                self._request("forget_no_button", "forget_no", language),
            )
        elif key == "call_me_share_phone":
            return
        elif key in _WITH_THE_MENU:
            yield from self._menu_rows(context, language)
        else:
            yield from _lines(self._phrase_extras(key, language))
            yield (self._to_menu(language),)

    def _phrase_extras(self, key: str, language: Language) -> Iterator[Button]:
        if key in _WITH_A_CALL:
            yield self._request("call_me_button", "call_me", language)
        if key == "privacy":
            yield self._request("forget_button", "forget", language)
        if key == "clinic_card":
            yield from self._extras("booking", language)
            yield from self._extras("location", language)

    def _menu_rows(self, context: Context, language: Language) -> Iterator[tuple[Button, ...]]:
        yield from _lines(
            Button(label=self._catalogue.section_label(section, language), data=encode(ForMenu(section=section)))
            for section in self._sections()
        )
        yield from _lines(
            Button(
                label=("● " if programme == context.programme else "")
                + self.phrase(f"programme_{programme}", language),
                data=encode(ForProgramme(programme=programme)),
            )
            for programme in PROGRAMMES
        )

    def _languages(self) -> tuple[Button, ...]:
        return tuple(
            Button(label=self.phrase(f"language_{each}_button", each), data=encode(ForLanguage(language=each)))
            for each in LANGUAGES
        )

    def _opinions(self, topic: str, context: Context) -> tuple[Button, ...]:
        def mark(helpful: bool) -> str:  # noqa: FBT001
            version = self._catalogue.content_version
            return encode(
                ForOpinion(helpful=helpful, topic=topic, programme=context.programme, content_version=version)
            )

        return Button(label="👍", data=mark(helpful=True)), Button(label="👎", data=mark(helpful=False))

    def _to_topic(self, topic: str, language: Language) -> Button:
        return Button(label=self._catalogue.label(topic, language), data=encode(ForTopic(topic=topic)))

    def _to_value(self, topic: str, kind: str, value: str, language: Language) -> Button:
        label = self._catalogue.value_label(kind, value, language)
        return Button(label=label, data=encode(ForTopic(topic=topic, value=value)))

    def _to_menu(self, language: Language) -> Button:
        return Button(label=self.phrase("menu_button", language), data=encode(ForMenu()))

    def _request(self, phrase: str, request: Request, language: Language) -> Button:
        return Button(label=self.phrase(phrase, language), data=encode(ForRequest(request=request)))

    def _sections(self) -> Mapping[str, tuple[str, ...]]:
        return {section.id: section.topics for section in self._catalogue.menu.sections}


def without_opinions(rows: Rows) -> Rows:
    """Return the buttons of an answer after its thumb was tapped."""
    return tuple(row for row in rows if not any(button.data and button.data.startswith("o:") for button in row))


def _lines(buttons: Iterable[Button]) -> Iterator[tuple[Button, ...]]:
    """Lay buttons out as many to a row as a phone shows without cutting their labels."""
    row: list[Button] = []
    for button in buttons:
        if row and (len(row) == _MOST_IN_A_ROW or sum(len(each.label) for each in (*row, button)) > _ROW_WIDTH):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)
