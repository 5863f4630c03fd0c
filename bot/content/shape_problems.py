"""Errors of form in the words of people who write content."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.content.problems import Key, Problem
from bot.content.strict_yaml import Document
from bot.words.suggest import did_you_mean

_MESSAGES: Mapping[str, str] = {
    "missing": "is missing",
    "string_type": "must be text; put it in quotes if it looks like something else",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "tuple_type": "must be a list: [a, b]",
    "mapping_type": "must have keys and values",
    "dict_type": "must have keys and values",
    "model_type": "must have keys and values",
    "date_type": "must be a date: 2027-03-21",
}


def shape_problems(error: ValidationError, document: Document, adapter: TypeAdapter[Any]) -> list[Problem]:
    """Return one problem for every place in `document` that has errors of form: the first, where a type has options."""
    details = error.errors(include_url=False)
    unknown = any(detail["type"] == "extra_forbidden" for detail in details)
    known = frozenset(_known_keys(adapter.json_schema())) if unknown else frozenset()
    problems = [_problem(detail, document, known) for detail in details]
    return list({problem.key: problem for problem in reversed(problems)}.values())


def _problem(detail: ErrorDetails, document: Document, known: frozenset[str]) -> Problem:
    key, rest = _followed(document.data, detail["loc"])
    match detail["type"]:
        case "missing":
            return document.problem((*key, *rest[-1:]), "is missing")
        case "extra_forbidden":
            return document.problem(key, f"unknown key{did_you_mean(str(key[-1]), known)}")
        case "value_error":
            return document.problem(key, str(detail["ctx"]["error"]))
        case "string_pattern_mismatch" | "string_too_short" | "too_short" | "too_long":
            return document.problem(key, detail["msg"].replace("String", "This").replace("Tuple", "This list"))
        case kind:
            return document.problem(key, _MESSAGES.get(kind, detail["msg"]))


def _followed(data: Any, location: tuple[int | str, ...]) -> tuple[Key, Key]:
    """Return the part of `location` that exists in `data`, without the names of alternatives, and what is left."""
    key: list[int | str] = []
    rest: list[int | str] = []
    for step in location:
        inside = dict(enumerate(data)) if isinstance(data, tuple) else data
        if isinstance(inside, dict) and step in inside:
            data = inside[step]
            key.append(step)
            rest.clear()
        else:
            rest.append(step)
    return tuple(key), tuple(rest)


def _known_keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from _known_keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _known_keys(part)
