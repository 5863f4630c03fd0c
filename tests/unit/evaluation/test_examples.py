"""Labelled messages as people write them, and what is wrong with those that cannot be used."""

from pathlib import Path

import pytest

from bot.content.problems import ContentError
from bot.evaluation.examples import read_dialogues

TOPICS = frozenset({"pain", "price"})


def written(folder: Path, text: str, name: str = "ar/pain.yml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_message_has_the_topic_of_its_file_and_the_language_of_its_folder(tmp_path: Path) -> None:
    path = written(tmp_path, '- {text: "يوجع؟", variety: gulf, entities: {area: [face]}, noise: true}\n')
    ((example,),) = read_dialogues([path], TOPICS)
    assert (example.topic, example.language, example.variety, example.noisy) == ("pain", "ar", "gulf", True)
    assert example.values == {"area": ("face",)}


def test_a_message_may_name_its_own_topic_and_language(tmp_path: Path) -> None:
    path = written(tmp_path, '- {text: "چنده؟", topic: price, language: fa}\n', "mine.yml")
    ((example,),) = read_dialogues([path], TOPICS)
    assert (example.topic, example.language, example.variety) == ("price", "fa", "unnamed")


def test_a_talk_is_read_with_its_turns_and_a_folder_with_its_files(tmp_path: Path) -> None:
    turns = ('{text: "درد؟", topic: pain}', '{text: "چنده؟", topic: price, treatment: prp}')
    written(tmp_path, f'- {{name: "two", turns: [{", ".join(turns)}]}}\n', "dialogues_fa.yml")
    written(tmp_path, '- {text: "يوجع؟"}\n')
    found = read_dialogues([tmp_path], TOPICS)
    assert [[each.topic for each in dialogue] for dialogue in found] == [["pain"], ["pain", "price"]]
    assert found[1][1].treatment == "prp"
    assert found[1][0].language == "fa"


def test_all_that_is_wrong_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '- {text: "x"}\n- {text: "y", topic: weather}\n- {topic: pain}\n- "text"\n- {text: "z", mood: good}\n',
        "mine.yml",
    )
    with pytest.raises(ContentError) as caught:
        read_dialogues([path, tmp_path / "none.yml"], TOPICS)
    lines = [str(problem).removeprefix(str(tmp_path)) for problem in caught.value.problems]
    assert len(lines) >= 6
    assert any(line.startswith("/mine.yml:2:") and "there is no topic weather" in line for line in lines)
    assert any(line.startswith("/mine.yml:3:") and "text is missing" in line for line in lines)
    assert any("a message is expected" in line for line in lines)
    assert any("unknown: mood" in line for line in lines)
    assert any(line.startswith("/none.yml:1:") and "cannot be read" in line for line in lines)


@pytest.mark.parametrize(
    "row",
    ["{turns: 5}", "{text: x, topic: {a: b}}", "{text: x, topic: pain, entities: {area: 5}}",
     "{text: x, topic: pain, entities: {area: face}}", "{text: x, topic: pain, language: {a: b}}"],
)  # fmt: skip
def test_a_message_of_another_form_is_told(tmp_path: Path, row: str) -> None:
    with pytest.raises(ContentError):
        read_dialogues([written(tmp_path, f"- {row}\n")], TOPICS)


@pytest.mark.parametrize("text", ["", "a: b", "- [", "\x00", "- {text: !!python/object:os.system x}"])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError):
        read_dialogues([written(tmp_path, text)], TOPICS)
