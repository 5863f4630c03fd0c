"""Topics: one file for each id of the catalogue, complete in its languages, programmes, sentences and references."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from bot.content.answer_schema import ByGender, Sentence, TopicFile, Words
from bot.content.contents import Contents
from bot.content.fill import placeholders
from bot.content.problems import Key, Problem
from bot.content.resolve import block_of
from bot.content.schema import CatalogueFile, SourcesFile, TopicEntry
from bot.content.scope import DEFAULT_PROGRAMME, LANGUAGES, OTHER_PROGRAMMES, Language
from bot.content.strict_yaml import Document
from bot.words.suggest import did_you_mean

_TREATMENT_GROUP = "about_the_treatment"
_MIN_FOLLOW_UPS = 2


def check_topics(contents: Contents) -> list[Problem]:
    """Return what is missing or wrong among the topics. Needs a well-formed catalogue.yml."""
    catalogue: CatalogueFile | None = contents.one("catalogue.yml")
    if catalogue is None:
        return []
    groups = {topic: group for group, topics in catalogue.groups.items() for topic in topics}
    places = {inside: PurePosixPath(inside) for inside in contents.documents if inside.startswith("topics/")}
    written = {path.stem for path in places.values()}
    problems = [
        contents.missing(f"topics/{group}/{topic}.yml", "the topic has no answer: the file is missing")
        for topic, group in groups.items()
        if topic not in written
    ]
    for inside, path in places.items():
        document = contents.documents[inside]
        if path.stem not in groups:
            message = f"catalogue.yml has no topic '{path.stem}'{did_you_mean(path.stem, groups)}"
            problems.append(document.problem((), message))
        elif inside != (place := f"topics/{groups[path.stem]}/{path.stem}.yml"):
            problems.append(document.problem((), f"belongs to another group: move it to {place}"))
        elif inside in contents.shaped:
            entry = catalogue.groups[groups[path.stem]][path.stem]
            problems += _check_topic(contents, inside, entry, groups)
    return problems


def check_sources(document: Document, key: Key, tags: tuple[str, ...], known: Contents) -> Iterator[Problem]:
    """Yield the tags that sources.yml does not know."""
    sources: SourcesFile | None = known.one("sources.yml")
    names = {*sources.documents, *sources.tags} if sources else set(tags)
    for tag in tags:
        if tag not in names:
            yield document.problem(key, f"sources.yml has no '{tag}'{did_you_mean(tag, names)}")


def _check_topic(contents: Contents, inside: str, entry: TopicEntry, groups: Mapping[str, str]) -> Iterator[Problem]:
    file: TopicFile = contents.shaped[inside]
    document, topic = contents.documents[inside], PurePosixPath(inside).stem
    yield from _follow_ups(file, document, topic, groups)
    yield from _sources(file, document, entry, contents)
    yield from _programmes(file, document, entry)
    yield from _stages(file, document, entry)
    for language in LANGUAGES:
        yield from _sentences(file, document, entry, language)


def _stages(file: TopicFile, document: Document, entry: TopicEntry) -> Iterator[Problem]:
    for stage, changes in file.stages.items():
        for verdict in (*changes.keys(), *changes.values()):
            if verdict not in entry.verdicts:
                key = ("stages", stage)
                yield document.problem(
                    key, f"the topic has no verdict '{verdict}'{did_you_mean(verdict, entry.verdicts)}"
                )
    order = file.most_serious_first
    if order and (set(order) != set(entry.verdicts) or len(order) != len(entry.verdicts)):
        yield document.problem(("most_serious_first",), f"name each verdict once: {', '.join(entry.verdicts)}")


def _follow_ups(file: TopicFile, document: Document, topic: str, groups: Mapping[str, str]) -> Iterator[Problem]:
    for other in file.follow_ups:
        if other not in groups:
            yield document.problem(("follow_ups",), f"there is no topic '{other}'{did_you_mean(other, groups)}")
    if topic in file.follow_ups or len(set(file.follow_ups)) != len(file.follow_ups):
        yield document.problem(("follow_ups",), "name other topics, each once")
    if groups[topic] == _TREATMENT_GROUP and len(file.follow_ups) < _MIN_FOLLOW_UPS:
        yield document.problem(("follow_ups",), "name two or three topics that a patient may want next")


def _sources(file: TopicFile, document: Document, entry: TopicEntry, contents: Contents) -> Iterator[Problem]:
    if isinstance(file.sources, tuple):
        yield from check_sources(document, ("sources",), file.sources, contents)
        if any(isinstance(own, Words) for own in file.ar.programmes.values()):
            yield document.problem(
                ("sources",), "a programme has words of its own: write {mesotherapy_face: [...], prp: [...]}"
            )
        return
    for programme, tags in file.sources.items():
        yield from check_sources(document, ("sources", programme), tags, contents)
        if file.ar.programmes.get(programme) == "silent":
            yield document.problem(("sources", programme), "the programme is silent: it has no sources; remove it")
    if not entry.by_programme:
        yield document.problem(("sources",), "this topic does not differ by programme: write a list")
    own = [name for name, words in file.ar.programmes.items() if isinstance(words, Words)]
    for programme in [DEFAULT_PROGRAMME, *own]:
        if programme not in file.sources:
            yield document.problem(("sources",), f"names no source for {programme}")


def _programmes(file: TopicFile, document: Document, entry: TopicEntry) -> Iterator[Problem]:
    for language in LANGUAGES:
        block = block_of(file, language)
        needed: Collection[str] = OTHER_PROGRAMMES if entry.by_programme else ()
        for programme in needed:
            if programme not in block.programmes:
                message = f"says nothing of {programme}: add {programme}: same, silent, or words of its own"
                yield document.problem((language, "programmes"), message)
        for programme in block.programmes:
            if programme not in needed:
                yield document.problem((language, "programmes", programme), "this topic has one answer; remove it")
    for programme in file.ar.programmes.keys() & file.fa.programmes.keys():
        kinds = {
            words if isinstance(words, str) else "own"
            for words in (block.programmes[programme] for block in (file.ar, file.fa))
        }
        if len(kinds) > 1:
            yield document.problem(("fa", "programmes", programme), "is not of the same kind as in Arabic")


def _sentences(file: TopicFile, document: Document, entry: TopicEntry, language: Language) -> Iterator[Problem]:
    block = block_of(file, language)
    sentences = block.sentences or {}
    for verdict in entry.verdicts:
        if verdict not in sentences:
            yield document.problem((language, "sentences"), f"has no sentence for the verdict '{verdict}'")
    for verdict, sentence in sentences.items():
        key = (language, "sentences", verdict)
        if verdict not in entry.verdicts:
            yield document.problem(key, f"the topic has no such verdict{did_you_mean(verdict, entry.verdicts)}")
        if language == "fa" and isinstance(sentence, ByGender):
            yield document.problem(key, "Persian has no gender: write one sentence")
        if verdict == "expected" and not all("fact" in placeholders(form) for form in forms(sentence)):
            yield document.problem(key, "reassures without an end: name {fact}, until when it is expected")
    if not entry.needs and (block.opening or block.closing):
        yield document.problem((language,), "opening and closing stand around sentences; this topic has none")


def forms(sentence: Sentence) -> tuple[str, ...]:
    """Return the ways in which a sentence is written."""
    return (sentence.m, sentence.f) if isinstance(sentence, ByGender) else (sentence,)
