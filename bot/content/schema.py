"""The shape of every content file, as frozen values: what may stand where, and of which type.

Whether names lead somewhere and texts are well written is checked elsewhere; here is only form.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from bot.content.scope import Programme


def _read_date(written: Any) -> Any:
    return date.fromisoformat(written) if isinstance(written, str) else written


Text = Annotated[str, StringConstraints(strip_whitespace=True), Field(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Day = Annotated[date, BeforeValidator(_read_date)]
SourceTags = Annotated[tuple[str, ...], Field(min_length=1)]
Number = Annotated[int | float, Field(gt=0, le=1_000_000_000)]


class Shape(BaseModel):
    """The base of all: strict types, no unknown keys, frozen."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Reviewed(Shape):
    """What a doctor can sign: who has reviewed it, and when."""

    reviewed_by: Text | None = None
    reviewed_on: Day | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.reviewed_by is None) != (self.reviewed_on is None):
            raise ValueError("reviewed_by and reviewed_on belong together")
        return self


class Bilingual(Shape):
    """The same words in both languages."""

    ar: Text
    fa: Text


# --- catalogue.yml -------------------------------------------------------------------------------------------------


class TopicEntry(Shape):
    """What the catalogue says of a topic: whether its answer depends on the programme, and on a value of which kind."""

    by_programme: bool = False
    needs: Id | None = None
    verdicts: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _verdicts_with_needs(self) -> Self:
        if (self.needs is None) != (not self.verdicts):
            raise ValueError("needs and verdicts belong together")
        return self


class CatalogueFile(Shape):
    """catalogue.yml: the topics by group, and the closed vocabularies."""

    dialogue_acts: tuple[Id, ...]
    groups: Mapping[Id, Mapping[Id, TopicEntry]]
    kinds: Mapping[Id, tuple[Id, ...]]


# --- topics/<group>/<topic>.yml ------------------------------------------------------------------------------------


class ByGender(Shape):
    """A sentence written twice, for the label's grammatical gender."""

    m: Text
    f: Text


Sentence = Annotated[
    Annotated[Text, Tag("text")] | Annotated[ByGender, Tag("by_gender")],
    Discriminator(lambda written: "text" if isinstance(written, str) else "by_gender"),
]


class Words(Shape):
    """The words of an answer in one language; the parts that sentences stand between are for entity topics."""

    text: Text | None = None
    variants: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)] | None = None
    opening: Text | None = None
    sentences: Mapping[Id, Sentence] | None = None
    closing: Text | None = None

    @model_validator(mode="after")
    def _text_or_variants(self) -> Self:
        if self.text is not None and self.variants is not None:
            raise ValueError("write text or variants, not both")
        return self


ProgrammeWords = Annotated[
    Annotated[Literal["same", "silent"], Tag("word")] | Annotated[Words, Tag("block")],
    Discriminator(lambda written: "word" if isinstance(written, str) else "block"),
]


class LanguageBlock(Words):
    """One language of a topic: its button, its main words, and what holds for the other programmes."""

    label: Text
    programmes: Mapping[Programme, ProgrammeWords] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.variants is None:
            raise ValueError("text is missing")
        return self


TopicSources = Annotated[
    Annotated[SourceTags, Tag("list")] | Annotated[Mapping[Programme, SourceTags], Tag("by_programme")],
    Discriminator(lambda written: "by_programme" if isinstance(written, dict) else "list"),
]


class TopicFile(Reviewed):
    """topics/<group>/<topic>.yml: one curated answer."""

    sources: TopicSources
    follow_ups: Annotated[tuple[Id, ...], Field(max_length=3)] = ()
    literals: tuple[Text, ...] = ()
    ar: LanguageBlock
    fa: LanguageBlock


# --- values/<kind>.yml ---------------------------------------------------------------------------------------------


class ArabicLabel(Shape):
    """A value's name as it reads inside an Arabic sentence, and the gender that agrees with it."""

    label: Text
    gender: Literal["m", "f"]


class PersianLabel(Shape):
    """A value's name as it reads inside a Persian sentence."""

    label: Text


class VerdictChange(Reviewed):
    """What another programme says differently of a value; what is not named stays."""

    verdict: Id | None = None
    fact: Id | None = None
    sources: SourceTags | None = None
    note: Bilingual | None = None


ProgrammeVerdict = Annotated[
    Annotated[Literal["same"], Tag("word")] | Annotated[VerdictChange, Tag("block")],
    Discriminator(lambda written: "word" if isinstance(written, str) else "block"),
]


class VerdictBlock(Reviewed):
    """What one topic answers for one value."""

    verdict: Id
    fact: Id | None = None
    sources: SourceTags
    note: Bilingual | None = None
    programmes: Mapping[Programme, ProgrammeVerdict]


class ValueRow(Shape):
    """One value of a vocabulary: its names, and what each topic that uses the kind answers for it."""

    ar: ArabicLabel
    fa: PersianLabel
    answers: Mapping[Id, VerdictBlock]

    @model_validator(mode="before")
    @classmethod
    def _gather_answers(cls, written: Any) -> Any:
        if not isinstance(written, dict):
            return written
        names = {key: value for key, value in written.items() if key in {"ar", "fa"}}
        return names | {"answers": {key: value for key, value in written.items() if key not in names}}


# --- facts, units, phrases, menu, sources --------------------------------------------------------------------------


class Range(Shape):
    """A spread of numbers."""

    low: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self


FactPart = Literal["", "low", "high", "extreme", "range"]
"""What a text may name of a fact besides the whole (""): `{sessions_count.extreme}`."""


class Fact(Reviewed):
    """A typed number with its unit and its sources: one value, or a range with an outlier perhaps."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    extreme: Number | None = None
    range: Range | None = None
    unit: Id
    sources: SourceTags
    cautious: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if self.value is not None and self.low is None and self.high is None and self.extreme is None:
            if self.range is not None and not self.range.low <= self.value <= self.range.high:
                raise ValueError("value lies outside its range")
            return self
        if self.value is not None or self.low is None or self.high is None or self.range is not None:
            raise ValueError("write value (with range perhaps), or low and high (with extreme perhaps)")
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self

    def parts(self) -> tuple[FactPart, ...]:
        """Return the parts that a text may name of this fact."""
        ends: tuple[FactPart, ...] = ("low", "high") if self.low is not None else ()
        extreme: tuple[FactPart, ...] = ("extreme",) if self.extreme is not None else ()
        spread: tuple[FactPart, ...] = ("range",) if self.range is not None or ends else ()
        return ("", *ends, *extreme, *spread)


PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]


def _has_other(forms: Mapping[PluralCategory, str]) -> Mapping[PluralCategory, str]:
    if "other" not in forms:
        raise ValueError("the form 'other' is missing")
    return forms


PluralForms = Annotated[Mapping[PluralCategory, Text], AfterValidator(_has_other)]


class Unit(Shape):
    """A unit's forms by CLDR plural category; {n} is the number."""

    ar: PluralForms
    fa: PluralForms


class DayPart(Bilingual):
    """The word for a time of day from this hour on."""

    from_hour: Annotated[int, Field(ge=0, le=23, alias="from")]


class UnitsFile(Shape):
    """units.yml: how a number meets its unit, a range and a time of day."""

    units: Mapping[Id, Unit]
    range: Bilingual
    day_parts: Annotated[tuple[DayPart, ...], Field(min_length=1)]


class Phrase(Bilingual, Reviewed):
    """One thing the bot says itself, with the names that its caller fills."""

    params: tuple[Id, ...] = ()
    sources: SourceTags = ("rafiq",)


class MenuSection(Shape):
    """One page of the menu."""

    id: Id
    label: Bilingual
    topics: Annotated[tuple[Id, ...], Field(min_length=1, max_length=12)]


class MenuFile(Shape):
    """menu.yml: the menu's pages."""

    sections: Annotated[tuple[MenuSection, ...], Field(min_length=1)]


class SourceDocument(Shape):
    """A document behind the answers."""

    title: Text
    language: Literal["ar", "fa", "en"]
    author: Text | None


class SourcesFile(Shape):
    """sources.yml: the documents, and the tags for what no document says."""

    documents: Mapping[str, SourceDocument]
    tags: Mapping[Id, Text]


class SurfaceForms(Shape):
    """How patients write one value."""

    ar: tuple[Text, ...]
    fa: tuple[Text, ...]
    latin: tuple[Text, ...] = ()
