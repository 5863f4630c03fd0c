"""What a talk says has its words in the content that is shipped."""

from dataclasses import replace
from functools import cache

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.scope import LANGUAGES
from bot.conversation.buttons import ForTopic, encode
from bot.conversation.decisions import Say
from bot.conversation.screens import Line, Named, Param, Screen, SendEverything, StepText
from bot.conversation.wording import Wording
from bot.settings import ROOT
from tests.talks.person import NOW


@cache
def catalogue() -> Catalogue:
    """Return the content that is shipped."""
    return load(ROOT / "content")


def assert_can_be_said(say: Say) -> None:
    """Check that the content has all words of this, and that every name in them is filled."""
    if isinstance(say, SendEverything):
        _assert_known(say.caption)
    if not isinstance(say, Screen):
        return
    assert say.parts
    _assert_rendered(say)
    for line in _lines_of(say):
        _assert_known(line)
    for choice in (choice for row in say.rows for choice in row):
        if isinstance(choice.label, Named):
            _assert_named(choice.label)
        if isinstance(choice.target, ForTopic):
            assert choice.target.topic in catalogue().topics
        if not isinstance(choice.target, str):
            assert len(encode(choice.target)) <= 64


def assert_nothing_spare(say: Say) -> None:
    """Check that no name is filled that the words do not hold."""
    for line in _lines_of(say) if isinstance(say, Screen) else ():
        assert set(line.params) <= set(catalogue().phrases[line.key].params), line


def _lines_of(screen: Screen) -> list[Line]:
    said = [each for part in screen.parts for each in (part if isinstance(part, tuple) else (part,))]
    labels = [choice.label for row in screen.rows for choice in row]
    return [each for each in [*said, *labels] if isinstance(each, Line)]


def _assert_rendered(screen: Screen) -> None:
    wording = Wording(catalogue())
    without_steps = tuple(part for part in screen.parts if not isinstance(part, StepText))
    for language in LANGUAGES:
        text = wording.text(replace(screen, parts=without_steps), language, NOW)
        labels = [button.label for row in wording.rows(screen, language, NOW) for button in row]
        assert "None" not in text
        assert "{" not in "".join([text, *labels])
        assert all(labels)


def _assert_known(line: Line) -> None:
    assert set(line.params) >= set(catalogue().phrases[line.key].params), line
    for value in line.params.values():
        _assert_named(value)


def _assert_named(value: Param | None) -> None:
    match value:
        case Named(kind="phrase", id=id_):
            assert id_ in catalogue().phrases
        case Named(kind="programme", id=id_):
            assert f"programme_{id_}" in catalogue().phrases
        case Named(kind=kind, id=id_):
            assert id_ in catalogue().values[kind]
