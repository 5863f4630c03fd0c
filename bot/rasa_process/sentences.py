"""The training sentences as data: what the language detector learns from when it is needed before Rasa is up."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.content.scope import LANGUAGES, Language


def read_labelled(folder: Path) -> Iterator[tuple[Language, str, str]]:
    """Yield language, intent and text of every training sentence in `folder`, which has a folder for each language."""
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.yml")):
            for block in yaml.load(path.read_bytes(), yaml.CSafeLoader)["nlu"]:
                for line in block["examples"].splitlines():
                    yield language, block["intent"], line.removeprefix("- ")


def read_sentences(folder: Path) -> Iterator[tuple[Language, str]]:
    """Yield language and text of every training sentence below `folder`."""
    return ((language, text) for language, _, text in read_labelled(folder))
