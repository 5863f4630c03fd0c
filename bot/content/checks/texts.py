"""Every text by itself: script, digits, marks, length; and against its counterpart in the other language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.content.contents import Contents
from bot.content.fill import PLACEHOLDER, placeholders
from bot.content.problems import Key, Problem
from bot.content.scope import LANGUAGES, Language
from bot.content.strict_yaml import Document, strings
from bot.words.numbers import spelled_quantity
from bot.words.script import foreign_letters, reads_as, shaped_letters

MAX_LABEL = 32
"""Characters on a button; more is cut off on a phone."""

_CHECKED = ("topics/", "values/", "aftercare/", "menu.yml", "phrases.yml", "units.yml", "safety/answers.yml")
_DIGIT = re.compile(r"\d")
_DASHED = re.compile(r"[}\d]\s*[-\u2013\u2014]\s*[{\d]")
_MARKUP = re.compile(r"[*_`<>]|https?:|\[[^\]]*\]\(")
_ASCII_MARKS = re.compile(r"[?;,]")
_OTHER: Mapping[Language, Language] = {"ar": "fa", "fa": "ar"}
_NAMES = {"ar": "Arabic", "fa": "Persian"}


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenText:
    """One text of the content, in the language of the nearest `ar` or `fa` above it."""

    inside: str
    document: Document
    key: Key
    language: Language
    text: str

    def problem(self, message: str) -> Problem:
        """Return an error about this text."""
        return self.document.problem(self.key, message)


def written_texts(contents: Contents) -> Iterator[WrittenText]:
    """Yield every text that a patient may read, file by file."""
    for inside, document in contents.documents.items():
        if not inside.startswith(_CHECKED):
            continue
        for key, text in strings(document.data):
            language = language_of(key)
            if language and not _is_keyword(key, text):
                yield WrittenText(inside=inside, document=document, key=key, language=language, text=text)


def check_texts(contents: Contents) -> list[Problem]:
    """Return what is wrong with each text by itself, and with pairs that do not say the same."""
    problems: list[Problem] = []
    texts = list(written_texts(contents))
    for text in texts:
        problems += map(text.problem, _faults(text))
    by_place = {(text.inside, _paired_key(text.key)): text for text in texts}
    for text in texts:
        counterpart = by_place.get((text.inside, _paired_key(_swapped(text.key))))
        problems += map(text.problem, _pair_faults(text, counterpart))
    return problems


def language_of(key: Key) -> Language | None:
    """Return the language of what stands at `key`, or None outside the language blocks."""
    return next((language for step in reversed(key) for language in LANGUAGES if step == language), None)


def _is_keyword(key: Key, text: str) -> bool:
    return key[-1] == "gender" or ("programmes" in key[-2:-1] and text in {"same", "silent"})


def _swapped(key: Key) -> Key:
    language = language_of(key)
    return tuple(_OTHER[language] if language and step == language else step for step in key)


def _paired_key(key: Key) -> Key:
    """An Arabic sentence written for both genders is the counterpart of one Persian sentence."""
    return key[:-1] if len(key) > 1 and key[-1] in {"m", "f"} else key


def _literals(document: Document) -> tuple[str, ...]:
    found = document.data.get("literals", ()) if isinstance(document.data, dict) else ()
    return tuple(literal for literal in found if isinstance(literal, str)) if isinstance(found, tuple) else ()


def _faults(written: WrittenText) -> Iterator[str]:
    text = written.text
    for literal in _literals(written.document):
        text = text.replace(literal, " ")
    bare = PLACEHOLDER.sub(" ", text)
    yield from _writing_faults(bare, written.language)
    if _DIGIT.search(bare):
        yield "holds a digit; name a fact instead, as {makeup_wait} (or list the exception under literals)"
    if _DASHED.search(text):
        yield "holds a range with a dash; a range fact writes it in words"
    if written.inside != "units.yml" and (spelled := spelled_quantity(bare)):
        yield f"spells out an amount ('{spelled}'); name a fact instead, as {{makeup_wait}}"
    if "{" in bare or "}" in bare:
        yield "braces stand only around a name: {clinic_phone}"
    if _MARKUP.search(bare):
        yield "holds markup or a link (* _ ` < > http); write plain text, links are clinic values"
    if _is_button(written) and len(text) > MAX_LABEL:
        yield f"a button holds {MAX_LABEL} characters; this has {len(text)}"


def _writing_faults(bare: str, language: Language) -> Iterator[str]:
    if shaped_letters(bare):
        yield "holds letters as drawn (presentation forms); type it again"
    if wrong := foreign_letters(bare, language):
        yield f"holds letters that {_NAMES[language]} is not written with: {' '.join(wrong)}"
    elif not reads_as(bare, language):
        yield f"does not read as {_NAMES[language]}; the text of another language stands here"
    if marks := sorted(set(_ASCII_MARKS.findall(bare))):
        yield f"holds {' '.join(marks)}; use the question mark, comma and semicolon of the script"


def _is_button(written: WrittenText) -> bool:
    if written.inside == "phrases.yml":
        return str(written.key[0]).endswith("_button")
    return "label" in written.key and not written.inside.startswith("values/")


def _pair_faults(written: WrittenText, counterpart: WrittenText | None) -> Iterator[str]:
    other = _NAMES[_OTHER[written.language]]
    if counterpart is None:
        if not written.inside.startswith("units.yml"):  # languages differ in how many plural forms they have
            yield f"has no counterpart in {other}"
        return
    if missing := sorted(placeholders(counterpart.text) - placeholders(written.text) - {"n"}):
        yield f"does not name {{{'}, {'.join(missing)}}}, which the {other} text names: both say the same"
    if written.language == "fa" and len(written.text) > MAX_LABEL and written.text == counterpart.text:
        yield "is the Arabic text again"
