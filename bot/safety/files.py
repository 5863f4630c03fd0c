"""Strict reading of the gate's YAML: every scalar is text and knows its line, every problem is collected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

MAX_BYTES = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One scalar of a file, and where it stands ("red_flags/vision.yml:14")."""

    text: str
    place: str


Tree: TypeAlias = Text | list["Tree"] | dict[str, "Tree"]


class SafetyError(Exception):
    """The gate's files cannot be used; one line per problem, each with its file and line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(self.problems))


def read_tree(path: Path, problems: list[str]) -> dict[str, Tree]:
    """Return the mapping that `path` holds; what is wrong with it is appended to `problems`."""
    name = f"{path.parent.name}/{path.name}"
    try:
        content = path.read_bytes()
        if len(content) > MAX_BYTES:
            problems.append(f"{name}:1: error: larger than {MAX_BYTES} bytes")
            return {}
        node = yaml.compose(content.decode("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{name}:1: error: cannot be read: {error}")
        return {}
    except (yaml.YAMLError, RecursionError) as error:
        problems.append(f"{name}:{_line_of(error)}: error: not YAML: {' '.join(str(error).split())}")
        return {}
    tree = _tree(node, name, problems, seen=set()) if node is not None else {}
    if isinstance(tree, dict):
        return tree
    problems.append(f"{name}:1: error: a mapping is expected")
    return {}


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 1


def _tree(node: yaml.Node, name: str, problems: list[str], *, seen: set[int]) -> Tree:
    place = f"{name}:{node.start_mark.line + 1}"
    if id(node) in seen:
        problems.append(f"{place}: error: an alias; write the list out")
        return []
    if isinstance(node, yaml.MappingNode):
        seen.add(id(node))
        return _mapping(node, name, problems, seen=seen)
    if isinstance(node, yaml.SequenceNode):
        seen.add(id(node))
        return [_tree(child, name, problems, seen=seen) for child in node.value]
    return Text(text=str(node.value), place=place)


def _mapping(node: yaml.MappingNode, name: str, problems: list[str], *, seen: set[int]) -> dict[str, Tree]:
    tree: dict[str, Tree] = {}
    for key, value in node.value:
        word = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if not word or word in tree:
            what = f"duplicate key {word!r}" if word else "a key must be a word"
            problems.append(f"{name}:{key.start_mark.line + 1}: error: {what}")
            continue
        tree[word] = _tree(value, name, problems, seen=seen)
    return tree


def texts(tree: Tree | None, place: str, problems: list[str]) -> Iterator[Text]:
    """Yield the scalars of a list; anything else is a problem."""
    if tree is None:
        return
    if not isinstance(tree, list):
        problems.append(f"{place}: error: a list is expected")
        return
    for item in tree:
        if isinstance(item, Text):
            yield item
        else:
            problems.append(f"{place}: error: a list of plain texts is expected")


def mapping(tree: Tree | None, place: str, problems: list[str]) -> dict[str, Tree]:
    """Return a mapping; anything else is a problem, and nothing at all an empty one."""
    if isinstance(tree, dict):
        return tree
    if tree is not None and not (isinstance(tree, Text) and not tree.text):
        problems.append(f"{place}: error: a mapping is expected")
    return {}
