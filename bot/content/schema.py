"""The shape of content files, as frozen values: what may stand where, and of which type.

Whether names lead somewhere and texts are well written is checked elsewhere; here is only form.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator


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
