"""Puts a screen into words: the clinic's phrases, its plan's texts, and moments as a patient reads them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.content.catalogue import Catalogue
from bot.content.scope import LANGUAGES, Language
from bot.conversation.buttons import Button, ForCare, encode
from bot.conversation.screens import Amount, At, Choice, Line, Named, Param, Part, Screen, StepText, TopicText


class Wording:
    """Says what a screen holds, in one language or in both."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def text(self, screen: Screen, language: Language, now: datetime) -> str:
        """Return the paragraphs of a screen."""
        languages = LANGUAGES if screen.in_both_languages else (language,)
        return "\n\n".join(paragraph for each in languages for paragraph in self._paragraphs(screen, each, now))

    def rows(self, screen: Screen, language: Language, now: datetime) -> Iterator[tuple[Button, ...]]:
        """Yield the buttons of a screen; with both languages, a row in each."""
        for row in screen.rows:
            for each in LANGUAGES if screen.in_both_languages else (language,):
                yield tuple(self._button(choice, each, now) for choice in row)

    def line(self, line: Line, language: Language, now: datetime) -> str:
        """Return one phrase with its names filled."""
        params = {name: self._param(value, language) for name, value in line.params.items()}
        return self._catalogue.phrase(line.key, language, params, now=now)

    def _paragraphs(self, screen: Screen, language: Language, now: datetime) -> Iterator[str]:
        for part in screen.parts:
            lines = part if isinstance(part, tuple) else (part,)
            yield "\n".join(self._part(each, language, now) for each in lines)

    def _part(self, part: Part, language: Language, now: datetime) -> str:
        match part:
            case Line():
                return self.line(part, language, now)
            case StepText(programme=programme, step=step, part=which):
                return self._catalogue.step_text(programme, step, language, now=now, part=which)
            case TopicText(topic=topic, programme=programme, values=values, stage=stage):
                return self._catalogue.answer(
                    topic, programme=programme, language=language, values=values, stage=stage, now=now
                ).text

    def _param(self, value: Param | None, language: Language) -> str | int | None:
        match value:
            case Amount(number=number, unit=unit):
                return self._catalogue.speech(language).quantity(number, unit)
            case At():
                return self._moment(value, language)
            case Named():
                return self._name(value, language)
        return value

    def _moment(self, moment: At, language: Language) -> str:
        local = moment.at.astimezone(moment.zone)
        speech = self._catalogue.speech(language)
        day = f"{speech.weekday(local.date())} {speech.day(local.date())}"
        if moment.day_only:
            return day
        if moment.time_only:
            return speech.clock(local.time())
        return self._catalogue.phrase("day_and_time", language, day=day, time=speech.clock(local.time()))

    def _name(self, named: Named, language: Language) -> str:
        if named.kind == "programme":
            return self._catalogue.phrase(f"programme_{named.id}", language)
        if named.kind == "phrase":
            return self._catalogue.phrase(named.id, language)
        return self._catalogue.value_label(named.kind, named.id, language)

    def _button(self, choice: Choice, language: Language, now: datetime) -> Button:
        match choice.label:
            case Named():
                label = self._name(choice.label, language)
            case Line():
                label = self.line(choice.label, language, now)
        if isinstance(choice.target, str):
            return Button(label=label, url=choice.target)
        target = choice.target
        if choice.tells_language and isinstance(target, ForCare):
            target = replace(target, argument=language)
        return Button(label=label, data=encode(target))
