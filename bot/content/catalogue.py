"""The clinic's curated answers and the bot's own phrases, ready to be given in both languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.content.answer import Answer
from bot.content.answer_schema import TopicFile, ValueRow
from bot.content.clinic import Clinic
from bot.content.clinic_words import ClinicWords
from bot.content.fact_schema import Fact, UnitsFile
from bot.content.fill import Lookup, fill
from bot.content.plan_schema import PlanFile, StepPart
from bot.content.resolve import Verdict, deciding, resolve, resolve_verdict, staged
from bot.content.schema import CatalogueFile, MenuFile, Phrase, SourcesFile, TopicEntry
from bot.content.scope import DEFAULT_PROGRAMME, LANGUAGES, PROGRAMMES, Language, Programme
from bot.content.sentences import say
from bot.content.speech import Speech
from bot.words.bidi import isolate

NO_VALUES: Mapping[str, Sequence[str]] = {}
NO_PARAMS: Mapping[str, str | int | None] = {}
MAX_VALUES = 6
"""As many values of one question are answered; a message that names more is a list, not a question."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All content of one clinic. Made by `load`, which has checked it: every name in it leads somewhere."""

    file: CatalogueFile
    topics: Mapping[str, TopicFile]
    values: Mapping[str, Mapping[str, ValueRow]]
    facts: Mapping[Programme, Mapping[str, Fact]]
    plans: Mapping[Programme, PlanFile]
    phrases: Mapping[str, Phrase]
    units: UnitsFile
    menu: MenuFile
    clinic: Clinic
    sources: SourcesFile
    emergency_number: str
    content_version: str
    _words: dict[Language, ClinicWords] = field(init=False, repr=False, default_factory=dict)
    _names: dict[tuple[Programme, Language], dict[str, str | None]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            self._words[language] = words = ClinicWords(
                clinic=self.clinic,
                speech=Speech.of(language, self.clinic, self.units),
                phrases=self.phrases,
                emergency_number=self.emergency_number,
            )
            for programme in PROGRAMMES:
                facts = words.speech.facts(self.facts[programme])
                self._names[programme, language] = {**words.lasting(programme), **facts}

    @property
    def needs(self) -> Mapping[str, str]:
        """The kind of value that the answer to a topic depends on, for the topics that have one."""
        entries = {topic: entry for topics in self.file.groups.values() for topic, entry in topics.items()}
        return {topic: entry.needs for topic, entry in entries.items() if entry.needs}

    def group_of(self, topic: str) -> str:
        """Return the group of the catalogue that a topic belongs to."""
        return next(group for group, topics in self.file.groups.items() if topic in topics)

    def entry(self, topic: str) -> TopicEntry:
        """Return what the catalogue says of a topic: whether it needs a value, and of which kind."""
        return next(topics[topic] for topics in self.file.groups.values() if topic in topics)

    def answer(
        self,
        topic: str,
        *,
        programme: Programme,
        language: Language,
        now: datetime,
        values: Mapping[str, Sequence[str]] = NO_VALUES,
        stage: str | None = None,
    ) -> Answer:
        """Return the curated answer to `topic`.

        Args:
            topic: A topic id.
            programme: The treatment that the question is about.
            language: The language of the answer.
            now: The time, aware; opening hours depend on it.
            values: What the patient named, by kind. Values of other kinds than the topic needs, and ids that the
                vocabulary does not hold, are left out, and the first six answered; without any the answer is general.
            stage: A situation of the topic's `stages`, in which verdicts are others; one that it does not have changes
                nothing.

        Raises:
            KeyError: There is no such topic.
            ValueError: `now` has no zone.
        """
        file = self.topics[topic]
        words = resolve(file, programme, language)
        lookup = self._lookup(programme, language, now)
        found = [] if words.silent else list(self._verdicts(topic, programme, language, values))
        verdicts = deciding([staged(verdict, file, stage) for verdict in found], file)
        if words.silent:
            text = fill(getattr(self.phrases["sources_silent"], language), lookup)
        elif verdicts:
            text = say(words, verdicts, lookup)
        else:
            text = fill(words.variants[int(now.timestamp() // 60) % len(words.variants)], lookup)
        tags = dict.fromkeys([*words.sources, *(tag for verdict in verdicts for tag in verdict.sources)])
        return Answer(
            text=isolate(text),
            follow_ups=file.follow_ups,
            sources=tuple(tags),
            content_version=self.content_version,
        )

    def phrase(
        self,
        key: str,
        language: Language,
        params: Mapping[str, str | int | None] = NO_PARAMS,
        *,
        now: datetime | None = None,
        programme: Programme = DEFAULT_PROGRAMME,
        **more: str | int,
    ) -> str:
        """Return what the bot says itself, its names filled from `params` and `more`.

        Numbers are said in the language's digits; a line that names something whose value is None is left out.

        Raises:
            KeyError: No phrase has this key, or it names something that neither `params` nor the clinic knows.
            ValueError: The phrase depends on the time and `now` is None or has no zone.
        """
        speech, given = self._words[language].speech, {**params, **more}
        said = {name: speech.number(value) if isinstance(value, int) else value for name, value in given.items()}
        lookup = self._lookup(programme, language, now)
        template: str = getattr(self.phrases[key], language)
        return isolate(fill(template, lambda name: said[name] if name in said else lookup(name)))

    def speech(self, language: Language) -> Speech:
        """Return how a language says numbers, days and times."""
        return self._words[language].speech

    def fill(
        self,
        template: str,
        language: Language,
        *,
        now: datetime | None = None,
        programme: Programme = DEFAULT_PROGRAMME,
    ) -> str:
        """Return a text from elsewhere (the safety answers) with its facts and clinic values filled and isolated."""
        return isolate(fill(template, self._lookup(programme, language, now)))

    def step_text(
        self, programme: Programme, step: str, language: Language, *, now: datetime, part: StepPart = "text"
    ) -> str:
        """Return what a step of an aftercare plan says (or the topic that speaks for it), or one of its answers.

        Raises:
            KeyError: The programme's plan has no such step, or the step has no such part.
            ValueError: `now` has no zone.
        """
        written = self.plans[programme].by_id[step]
        if part == "text" and written.topic is not None:
            return self.answer(written.topic, programme=programme, language=language, now=now).text
        words = written.words(part)
        if words is None:
            raise KeyError(f"{step}.{part}")
        return self.fill(getattr(words, language), language, now=now, programme=programme)

    def label(self, topic: str, language: Language) -> str:
        """Return a topic's button label."""
        return isolate(self.topics[topic].ar.label if language == "ar" else self.topics[topic].fa.label)

    def value_label(self, kind: str, value: str, language: Language) -> str:
        """Return the name of one value of a vocabulary."""
        return isolate(_label(self.values[kind][value], language))

    def section_label(self, section: str, language: Language) -> str:
        """Return the label of one section of the menu."""
        return isolate(next(getattr(each.label, language) for each in self.menu.sections if each.id == section))

    def _lookup(self, programme: Programme, language: Language, now: datetime | None) -> Lookup:
        names, words = self._names[programme, language], self._words[language]
        return lambda name: names[name] if name in names else words.timed(name, now)

    def _verdicts(
        self, topic: str, programme: Programme, language: Language, values: Mapping[str, Sequence[str]]
    ) -> Iterator[Verdict]:
        kind = self.entry(topic).needs
        rows = self.values.get(kind, {}) if kind else {}
        known = [value for value in dict.fromkeys(values.get(kind, ()) if kind else ()) if value in rows]
        for value in known[:MAX_VALUES]:
            yield resolve_verdict(rows[value], topic, programme, language)


def _label(row: ValueRow, language: Language) -> str:
    return row.ar.label if language == "ar" else row.fa.label
