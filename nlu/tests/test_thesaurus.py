"""The concepts of the domain: the words of every dialect, and the values that a concept covers."""

from pathlib import Path
from typing import Any, Dict, List, Set

import pytest
import yaml

from bot.words.normalise import fold
from nlu.components.thesaurus import VALUES, Thesaurus, read_thesaurus
from nlu.components.vocabulary import read_vocabulary

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "nlu" / "thesaurus"
VOCABULARY = read_vocabulary(ROOT / "content" / "vocabulary")
CONCEPTS: Dict[str, Dict[str, List[Any]]] = {
    concept: written
    for path in sorted(FOLDER.glob("*.yml"))
    for concept, written in yaml.safe_load(path.read_bytes()).items()
}


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus(read_thesaurus(FOLDER, VOCABULARY))


@pytest.mark.parametrize("text", ["هل الإبرة توجع؟", "بيوجع؟", "كيضر؟", "درد داره؟", "dard dare?", "byewga3?"])
def test_pain_is_one_concept_in_every_dialect_and_spelling(thesaurus: Thesaurus, text: str) -> None:
    assert "pain_hurt" in thesaurus.find(fold(text))


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("راني بالكرش", "pregnant"),
        ("بی بی چکم مثبت شد", "pregnant"),
        ("3andi soukkar", "diabetes"),
        ("مي عندي سكرو", "diabetes"),
        ("میرم باشگاه", "sport_exercise"),
    ],
)
def test_whoever_names_a_value_speaks_of_the_concept_that_covers_it(
    thesaurus: Thesaurus, text: str, concept: str
) -> None:
    assert concept in thesaurus.find(fold(text))


def test_a_word_of_a_value_is_written_once() -> None:
    for concept, written in CONCEPTS.items():
        covered = {form for name in written.get(VALUES, ()) for form in _forms_of(name)}
        assert (concept, covered.intersection(_own_forms(written))) == (concept, set())


def test_a_concept_that_covers_a_value_which_no_list_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "group.yml").write_text("pregnant:\n  values: [condition/pregnant]\n", encoding="utf-8")
    with pytest.raises(KeyError, match="pregnant"):
        read_thesaurus(tmp_path, VOCABULARY)


def _own_forms(written: Dict[str, List[Any]]) -> Set[str]:
    return {fold(str(form)) for key, forms in written.items() if key != VALUES for form in forms}


def _forms_of(name: str) -> Set[str]:
    kind, value = name.split("/")
    return {fold(str(form)) for forms in VOCABULARY[kind][value].values() for form in forms}
