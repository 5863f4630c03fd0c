"""Values: every value of every vocabulary has names and, for each topic that asks for its kind, an answer."""

from collections.abc import Iterator, Mapping

from bot.content.answer_schema import TopicFile, ValueRow, VerdictBlock
from bot.content.checks.topics import check_sources, forms
from bot.content.contents import Contents
from bot.content.fill import placeholders
from bot.content.problems import Key, Problem
from bot.content.resolve import merged_block, resolve
from bot.content.schema import CatalogueFile, SurfaceForms, TopicEntry
from bot.content.scope import DEFAULT_PROGRAMME, LANGUAGES, OTHER_PROGRAMMES, PROGRAMMES, Programme
from bot.content.strict_yaml import Document
from bot.words.normalise import fold
from bot.words.suggest import did_you_mean


def check_values(contents: Contents) -> list[Problem]:
    """Return what is missing or wrong among the values. Needs a well-formed catalogue.yml."""
    catalogue: CatalogueFile | None = contents.one("catalogue.yml")
    if catalogue is None:
        return []
    topics = {topic: entry for group in catalogue.groups.values() for topic, entry in group.items()}
    problems: list[Problem] = []
    for folder in ("values", "vocabulary"):
        problems += _rows(contents, folder, catalogue.kinds)
    for kind, rows in contents.each("values").items():
        asking = {topic: entry for topic, entry in topics.items() if entry.needs == kind}
        for value, row in rows.items():
            problems += _check_row(contents, f"values/{kind}.yml", (value, row), asking)
    for kind, surface_forms in contents.each("vocabulary").items():
        problems += _doubled_forms(contents.documents[f"vocabulary/{kind}.yml"], surface_forms)
    return problems


def _rows(contents: Contents, folder: str, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for kind, values in kinds.items():
        inside = f"{folder}/{kind}.yml"
        document = contents.documents.get(inside)
        if document is None or not isinstance(document.data, dict):
            yield contents.missing(inside, f"the kind '{kind}' has no {folder}: the file is missing or unreadable")
            continue
        for value in values:
            if value not in document.data:
                yield document.problem((), f"the value '{value}' is missing")
        for value in document.data:
            if value not in values:
                yield document.problem((value,), f"catalogue.yml has no such {kind}{did_you_mean(value, values)}")
    for name in contents.each(folder):
        if name not in kinds:
            message = f"catalogue.yml has no kind '{name}'{did_you_mean(name, kinds)}"
            yield contents.documents[f"{folder}/{name}.yml"].problem((), message)


def _check_row(
    contents: Contents, inside: str, named_row: tuple[str, ValueRow], asking: Mapping[str, TopicEntry]
) -> Iterator[Problem]:
    document = contents.documents[inside]
    value, row = named_row
    for topic in asking:
        if topic not in row.answers:
            yield document.problem((value,), f"has no answer to {topic}: add {topic}: {{verdict: ..., sources: [...]}}")
    for topic, block in row.answers.items():
        key = (value, topic)
        if topic not in asking:
            yield document.problem(key, f"unknown key{did_you_mean(topic, [*asking, 'ar', 'fa'])}")
            continue
        yield from _block_sources(contents, document, key, block)
        for programme in OTHER_PROGRAMMES:
            if programme not in block.programmes:
                yield document.problem((*key, "programmes"), f"says nothing of {programme}: add same, or what differs")
        file: TopicFile | None = contents.one(f"topics/{_group_of(contents, topic)}/{topic}.yml")
        faults = {
            programme: _fault(contents, file, merged_block(block, programme), (asking[topic], programme))
            for programme in PROGRAMMES
        }
        for programme, message in faults.items():
            if message and (programme == DEFAULT_PROGRAMME or message != faults[DEFAULT_PROGRAMME]):
                place = (*key, "programmes", programme) if programme in block.programmes else key
                yield document.problem(place, message)


def _block_sources(contents: Contents, document: Document, key: Key, block: VerdictBlock) -> Iterator[Problem]:
    place = tuple(map(str, key))
    yield from check_sources(document, (*place, "sources"), block.sources, contents)
    for programme, change in block.programmes.items():
        if not isinstance(change, str) and change.sources:
            yield from check_sources(document, (*place, "programmes", programme, "sources"), change.sources, contents)


def _fault(
    contents: Contents, file: TopicFile | None, block: VerdictBlock, scope: tuple[TopicEntry, Programme]
) -> str | None:
    entry, programme = scope
    if block.verdict not in entry.verdicts:
        return f"verdict '{block.verdict}' is not one of this topic{did_you_mean(block.verdict, entry.verdicts)}"
    facts = contents.each("facts").get(programme)
    if block.fact and facts is not None and block.fact not in facts:
        return f"facts/{programme}.yml has no '{block.fact}'{did_you_mean(block.fact, facts)}"
    named = _named(file, block.verdict, programme) if file else frozenset()
    if "fact" in named and not block.fact:
        return f"the sentence for '{block.verdict}' names {{fact}}, and none stands here"
    if "note" in named and not block.note:
        return f"the sentence for '{block.verdict}' names {{note}}, and none stands here"
    return None


def _named(file: TopicFile, verdict: str, programme: Programme) -> frozenset[str]:
    sentences = (resolve(file, programme, language).sentences.get(verdict) for language in LANGUAGES)
    return frozenset(name for each in sentences if each for form in forms(each) for name in placeholders(form))


def _group_of(contents: Contents, topic: str) -> str:
    catalogue: CatalogueFile = contents.one("catalogue.yml")
    return next(group for group, topics in catalogue.groups.items() if topic in topics)


def _doubled_forms(document: Document, rows: Mapping[str, SurfaceForms]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for value, row in rows.items():
        for script in ("ar", "fa", "latin"):
            for index, written in enumerate(getattr(row, script)):
                other = seen.setdefault(fold(written), value)
                if other != value:
                    yield document.problem((value, script, index), f"'{written}' already stands under '{other}'")
