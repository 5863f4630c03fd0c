"""No word that a patient reads stands in Python: all of them are the clinic's, in content/."""

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

LANGUAGE_TABLES = ROOT / "bot" / "words"


def modules() -> list[Path]:
    found = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "nlu").glob("*.py"), *(ROOT / "nlu" / "components").rglob("*.py")]
    return sorted(path for path in found if LANGUAGE_TABLES not in path.parents)


def written_texts(path: Path) -> Iterator[str]:
    """Yield the texts of a module; what is said of the code (comments, docstrings) is not among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def is_arabic_letter(character: str) -> bool:
    """Tell a letter of a word; marks, digits and the tatweel are none."""
    return unicodedata.category(character) == "Lo" and "ARABIC" in unicodedata.name(character, "")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_holds_no_arabic_or_persian_word(path: Path) -> None:
    found = [text for text in written_texts(path) if any(map(is_arabic_letter, text))]
    assert found == []
