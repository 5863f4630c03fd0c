"""All that is wrong with the content, in one list."""

import sys
from collections.abc import Sequence, Set
from pathlib import Path

from bot.content.catalogue import Catalogue
from bot.content.checks.names import check_names
from bot.content.checks.others import check_others
from bot.content.checks.outside import check_outside
from bot.content.checks.plan_times import check_plan_times
from bot.content.checks.plans import check_plans
from bot.content.checks.rendering import check_rendering
from bot.content.checks.signatures import list_signatures
from bot.content.checks.texts import check_texts
from bot.content.checks.topics import check_topics
from bot.content.checks.values import check_values
from bot.content.contents import SINGLE_FILES, Contents, read_contents
from bot.content.emergency import emergency_number
from bot.content.problems import Problem
from bot.content.scope import PROGRAMMES


def check(folder: Path, *, nlu_data: Path | None = None, rules: Path | None = None) -> list[Problem]:
    """Return every problem of the content in `folder`, sorted by place: errors, signatures to come, notices.

    Args:
        folder: The content folder.
        nlu_data: The language model's examples (`nlu/data`), to compare topics with intents; None leaves that out.
        rules: `stories/rules.yml`, likewise.
    """
    return examine(folder, nlu_data=nlu_data, rules=rules)[1]


def examine(
    folder: Path, *, nlu_data: Path | None = None, rules: Path | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """Return the catalogue as far as it can be built, and every problem. Serve it only when none is an error."""
    contents = read_contents(folder)
    problems = [
        *contents.problems,
        *check_texts(contents),
        *check_names(contents),
        *check_topics(contents),
        *check_values(contents),
        *check_others(contents),
        *check_plans(contents),
        *check_plan_times(contents),
        *check_outside(contents, nlu_data=nlu_data, rules=rules),
        *list_signatures(contents),
    ]
    broken = {problem.path for problem in problems if problem.severity == "error"}
    catalogue = _build(contents, broken)
    if catalogue is not None and not any(path.startswith(f"{contents.name}/values/") for path in broken):
        problems += check_rendering(contents, catalogue, broken)
    return catalogue, sorted(set(problems))


def _build(contents: Contents, broken: Set[str]) -> Catalogue | None:
    """Return the catalogue of what was readable, or None when a file that all answers lean on has errors."""
    base = [*SINGLE_FILES, *(f"facts/{programme}.yml" for programme in PROGRAMMES)]
    if not broken.isdisjoint(f"{contents.name}/{path}" for path in base):
        return None
    number = emergency_number(contents, contents.one("clinic.yml"))
    if number is None:
        return None
    return Catalogue(
        file=contents.one("catalogue.yml"),
        topics=contents.each("topics"),
        values=contents.each("values"),
        facts={programme: contents.one(f"facts/{programme}.yml") for programme in PROGRAMMES},
        plans={programme: plan for programme in PROGRAMMES if (plan := contents.one(f"aftercare/{programme}.yml"))},
        phrases=contents.one("phrases.yml"),
        units=contents.one("units.yml"),
        menu=contents.one("menu.yml"),
        clinic=contents.one("clinic.yml"),
        sources=contents.one("sources.yml"),
        emergency_number=number,
        content_version=contents.version,
    )


def main(arguments: Sequence[str]) -> int:
    """Print the problems of the folder named first (default: content). Return 1 when one of them is an error."""
    problems = check(Path(arguments[0] if arguments else "content"))
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return int(any(problem.severity == "error" for problem in problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
