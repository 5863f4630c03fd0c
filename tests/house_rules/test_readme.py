"""README says what is true of the code: every setting once, and commands that exist."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr

from bot.cli.commands import app
from bot.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>[A-Z0-9_]+)` \| (?P<default>[^|]*) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)
ROWS = {row["name"]: row for row in ROW.finditer(README)}
SETTINGS = {name.upper(): field for name, field in Settings.model_fields.items()}
NO_VALUE = {"none", "found", "made afresh"}
"""Words of the table for settings without a default."""
CODE = re.compile(r"```(?:sh|bash)?\n(?P<block>.*?)```|`(?P<inline>[^`\n]+)`", re.DOTALL)
COMMAND = typer.main.get_command(app)


def commands_in(path: Path) -> list[str]:
    """Return the commands that a document tells its reader to type."""
    pieces = [found["block"] or found["inline"] for found in CODE.finditer(path.read_text(encoding="utf-8"))]
    lines = [line.split("#")[0].strip() for piece in pieces for line in piece.splitlines()]
    return [line for line in lines if line.split(" ")[0] in {"rafiq", "make", "docker", ".venv/bin/rafiq", "uv"}]


def documents() -> list[Path]:
    return [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "content/README.md")]


def test_every_setting_stands_in_the_table_and_nothing_else_does() -> None:
    assert sorted(ROWS) == sorted(SETTINGS)


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_the_default_in_the_table_is_the_one_in_the_code(name: str) -> None:
    default, written = SETTINGS[name].default, ROWS[name]["default"].strip()
    if default is None:
        assert written in NO_VALUE
    else:
        value = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
        assert written.strip("`") == value.removeprefix("sqlite:///").removeprefix(f"{ROOT}/")


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_setting_is_spelt_in_one_way_wherever_it_is_named(name: str) -> None:
    """A name in capitals that is nearly a setting's is a setting's name misspelt."""
    compact = name.replace("_", "")
    for document in (*documents(), ROOT / ".env.example", ROOT / "docker-compose.yml", ROOT / "Dockerfile"):
        words = set(re.findall(r"\b[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*\b", document.read_text(encoding="utf-8")))
        alike = {word for word in words if re.sub("[_-]", "", word).upper() == compact}
        assert alike <= {name}, document


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_command_in_a_document_exists(document: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for line in commands_in(document):
        program, *arguments = shlex.split(line.replace("…", ""))
        if program == "uv":
            assert arguments[0] == "run"
            program, *arguments = arguments[1:]
        if program == "make":
            assert set(filter(lambda word: "=" not in word, arguments)) <= set(targets), line
        elif program.endswith("rafiq") and arguments:
            exists(arguments, line)


def exists(arguments: list[str], line: str) -> None:
    """Find it an error if `rafiq` has no such command or option."""
    assert isinstance(COMMAND, typer.core.TyperGroup)
    name, *rest = arguments
    known = COMMAND.commands.get(name) or COMMAND
    if isinstance(known, typer.core.TyperGroup) and known is not COMMAND:
        assert rest[0] in known.commands, line
        known = known.commands[rest[0]]
    options = {option for parameter in known.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert name in COMMAND.commands or name in options, line
    assert {word for word in rest if word.startswith("--")} <= options, line


def test_every_command_stands_in_readme() -> None:
    assert isinstance(COMMAND, typer.core.TyperGroup)
    told = {line.split()[1] for line in commands_in(ROOT / "README.md") if line.startswith("rafiq ")}
    assert set(COMMAND.commands) <= told


def test_every_file_that_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("https://"):
            assert (ROOT / target).exists(), target


def test_the_example_of_an_env_file_names_known_settings_alone() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [re.match(r"#?\s*([A-Za-z_0-9]+)=", line) for line in lines]
    assert {match[1] for match in named if match} <= set(SETTINGS)
    # Copied as it is, it changes nothing.
    assert all(line.startswith("#") for line in lines if line)
