"""What a topic file says for one programme and language, after its exceptions are laid over its main words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.content.answer_schema import LanguageBlock, Sentence, TopicFile, ValueRow, VerdictBlock, Words
from bot.content.scope import DEFAULT_PROGRAMME, Language, Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """The words of one answer. `silent`: the sources say nothing of this programme, and `variants` is empty."""

    variants: tuple[str, ...]
    opening: str | None
    sentences: Mapping[str, Sentence]
    closing: str | None
    sources: tuple[str, ...]
    silent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What one topic says of one value, in one language."""

    label: str
    gender: str
    verdict: str
    fact: str | None
    note: str | None
    sources: tuple[str, ...]


def block_of(file: TopicFile, language: Language) -> LanguageBlock:
    """Return a topic's block in one language."""
    return file.ar if language == "ar" else file.fa


def resolve(file: TopicFile, programme: Programme, language: Language) -> Resolved:
    """Return the words that hold for `programme`: its own, and the main ones for what it does not name."""
    main = block_of(file, language)
    own: Words | str = main.programmes.get(programme, "same") if programme != DEFAULT_PROGRAMME else "same"
    if own == "silent":
        return Resolved(variants=(), opening=None, sentences={}, closing=None, sources=("safety",), silent=True)
    special = own if isinstance(own, Words) else main
    return Resolved(
        variants=_variants(special) or _variants(main),
        opening=special.opening or main.opening,
        sentences={**(main.sentences or {}), **(special.sentences or {})},
        closing=special.closing or main.closing,
        sources=sources_of(file, programme),
    )


def sources_of(file: TopicFile, programme: Programme) -> tuple[str, ...]:
    """Return the source tags of a topic for one programme."""
    if isinstance(file.sources, tuple):
        return file.sources
    return file.sources.get(programme) or file.sources.get(DEFAULT_PROGRAMME, ())


def resolve_verdict(row: ValueRow, topic: str, programme: Programme, language: Language) -> Verdict:
    """Return what `topic` says of a value under `programme`.

    Raises:
        KeyError: The value has no answer to this topic.
    """
    said = merged_block(row.answers[topic], programme)
    return Verdict(
        label=row.ar.label if language == "ar" else row.fa.label,
        gender=row.ar.gender,
        verdict=said.verdict,
        fact=said.fact,
        note=getattr(said.note, language) if said.note else None,
        sources=said.sources,
    )


def staged(verdict: Verdict, file: TopicFile, stage: str | None) -> Verdict:
    """Return what a verdict becomes in a situation of the topic's `stages`; its fact belongs to the one before."""
    becomes = file.stages.get(stage or "", {}).get(verdict.verdict)
    return replace(verdict, verdict=becomes, fact=None) if becomes else verdict


def deciding(verdicts: Sequence[Verdict], file: TopicFile) -> list[Verdict]:
    """Return verdicts with the most serious first, and none that reassures beside one that does not."""
    order = file.most_serious_first
    if not order:
        return list(verdicts)
    by_rank = sorted(verdicts, key=lambda verdict: order.index(verdict.verdict))
    serious = [verdict for verdict in by_rank if verdict.verdict != order[-1]]
    return serious or by_rank


def merged_block(block: VerdictBlock, programme: Programme) -> VerdictBlock:
    """Return a verdict with a programme's changes laid over it; `null` takes a fact or a note away."""
    change = block.programmes.get(programme, "same")
    if isinstance(change, str):
        return block
    named = {name: getattr(change, name) for name in change.model_fields_set}
    kept = {name: value for name, value in named.items() if value is not None or name in {"fact", "note"}}
    return block.model_copy(update=kept)


def _variants(words: Words) -> tuple[str, ...]:
    if words.text is not None:
        return (words.text,)
    return words.variants or ()
