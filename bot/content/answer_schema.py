"""The shape of answers: topics, and what each says of the values of a vocabulary."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from bot.content.schema import Bilingual, Id, Reviewed, Shape, SourceTags, Text
from bot.content.scope import Programme


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
    """topics/<group>/<topic>.yml: one curated answer.

    `stages` says what verdicts become in a situation ("later"); by `most_serious_first` the most serious of several
    verdicts decides, and the last of them, which reassures, is left unsaid beside another.
    """

    sources: TopicSources
    follow_ups: Annotated[tuple[Id, ...], Field(max_length=3)] = ()
    literals: tuple[Text, ...] = ()
    stages: Mapping[Id, Mapping[Id, Id]] = Field(default_factory=dict)
    most_serious_first: tuple[Id, ...] = ()
    ar: LanguageBlock
    fa: LanguageBlock


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
