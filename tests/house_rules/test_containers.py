"""The containers, as far as their files tell: no engine runs in these tests."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.rasa_process.model import fingerprint
from bot.settings import ROOT, Settings

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILES = ("Dockerfile", "nlu/Dockerfile")
USER_ID = re.compile(r"useradd .*--uid \d{4,} (?P<name>\w+)")


def instructions(name: str) -> list[list[str]]:
    """Return the instructions of a Dockerfile as words."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return [shlex.split(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def copies(name: str) -> list[tuple[str, str]]:
    """Return what a Dockerfile copies from the repository, and where to."""
    found = []
    for keyword, *words in instructions(name):
        if keyword == "COPY":
            *sources, target = words
            found += [(source, target) for source in sources]
    return found


def image_of(name: str, folder: Path) -> Path:
    """Lay out below `folder` what a Dockerfile copies into its image, without what .dockerignore keeps out."""
    ignored = shutil.ignore_patterns(".venv", "__pycache__", ".env")
    for source, target in copies(name):
        into_a_folder = target.endswith("/")
        place = folder / target / (Path(source).name if into_a_folder else "")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=ignored, dirs_exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, place)
    return folder


@pytest.mark.parametrize("name", DOCKERFILES)
def test_a_base_image_is_named_with_its_version(name: str) -> None:
    for keyword, image, *_ in instructions(name):
        if keyword == "FROM":
            assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+|trained", image), image


@pytest.mark.parametrize("name", DOCKERFILES)
def test_a_process_in_a_container_is_not_root(name: str) -> None:
    (user,) = USER_ID.findall((ROOT / name).read_text(encoding="utf-8"))
    users = [words[0] for keyword, *words in instructions(name) if keyword == "USER"]
    assert users == [user]
    last = [keyword for keyword, *_ in instructions(name)]
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "RUN" not in last[last.index("USER") :]


@pytest.mark.parametrize("name", DOCKERFILES)
def test_what_an_image_copies_is_there_and_is_not_kept_out(name: str) -> None:
    kept_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for source, _ in copies(name):
        assert (ROOT / source).exists(), source
        assert not any(source == pattern or source.startswith(f"{pattern}/") for pattern in kept_out), source


@pytest.mark.parametrize("name", DOCKERFILES)
def test_packages_are_installed_with_hashes_and_without_a_cache(name: str) -> None:
    (installing,) = [words for keyword, *words in instructions(name) if keyword == "RUN" and "-r" in words]
    assert installing.count("--require-hashes") == installing.count("-r") == 2
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.count("pip install") == text.count("--no-cache")


def test_secrets_and_patients_stay_out_of_the_images() -> None:
    kept_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".env", "data", ".git", ".venv", "nlu/.venv", "models"} <= set(kept_out)


@pytest.mark.parametrize("name", DOCKERFILES)
def test_an_image_names_the_same_model_as_this_repository(name: str, tmp_path: Path) -> None:
    """Else Rafiq would refuse the Rasa that was built beside it."""
    assert fingerprint(image_of(name, tmp_path)) == fingerprint(ROOT)


def imports(python: Path, image: Path, *modules: str) -> subprocess.CompletedProcess[str]:
    """Import modules from what is in an image, and from nowhere else but the installed packages."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(image)}
    program = f"import {', '.join(modules)}, bot; print(bot.__file__)"
    return subprocess.run(
        [python, "-W", "ignore", "-c", program],
        cwd=image, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_image_of_rafiq_holds_all_that_it_imports(tmp_path: Path) -> None:
    image = image_of("Dockerfile", tmp_path)
    found = imports(Path(sys.executable), image, "bot.cli.commands", "bot.simulator")
    assert found.stdout.strip() == str(image / "bot" / "__init__.py"), found.stderr


def test_the_image_of_rasa_holds_all_that_it_imports(tmp_path: Path) -> None:
    image = image_of("nlu/Dockerfile", tmp_path)
    components = [f"nlu.components.{path.stem}" for path in (image / "nlu" / "components").glob("[a-z]*.py")]
    found = imports(ROOT / "nlu" / ".venv" / "bin" / "python", image, "nlu.serve", "nlu.train", *components)
    assert found.stdout.strip() == str(image / "bot" / "__init__.py"), found.stderr


def test_rasa_is_reached_by_rafiq_alone_and_reaches_nobody() -> None:
    services, networks = COMPOSE["services"], COMPOSE["networks"]
    assert services["rasa"]["networks"] == ["inside"]
    assert networks["inside"]["internal"] is True
    assert "ports" not in services["rasa"]
    assert "volumes" not in services["rasa"]
    assert "env_file" not in services["rasa"], "it would hand Rasa the bot's token"
    assert set(services["rasa"]["environment"]) == {"RAFIQ_RASA_SECRET"}


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_container_has_no_more_rights_than_it_needs(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]  # noqa: S108 (the container's own)
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert service["restart"] == "unless-stopped"


def test_no_secret_stands_in_the_files() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if "SECRET" in name or "TOKEN" in name:
                assert value.startswith(f"${{{name}:?"), "a missing secret must stop the start"
    for name in DOCKERFILES:
        for keyword, *words in instructions(name):
            if keyword in {"ENV", "ARG"}:
                assert not any("SECRET" in word or "TOKEN" in word for word in words), words


def test_settings_in_the_containers_are_settings() -> None:
    known = {name.upper() for name in Settings.model_fields}
    assert set(COMPOSE["services"]["rafiq"]["environment"]) <= known
    words = [word for keyword, *words in instructions("Dockerfile") if keyword == "ENV" for word in words]
    assert {word.split("=")[0] for word in words} - {"PYTHONUNBUFFERED"} <= known


def test_the_database_of_the_container_is_on_its_volume() -> None:
    rafiq = COMPOSE["services"]["rafiq"]
    (volume,) = rafiq["volumes"]
    name, _, place = volume.partition(":")
    assert name in COMPOSE["volumes"]
    assert rafiq["environment"]["RAFIQ_DATABASE"] == f"sqlite:///{place}/rafiq.db"


def test_a_container_that_is_stopped_has_the_time_to_finish_its_turns() -> None:
    """Docker kills after 10 s, unless it is told otherwise; Rafiq gives its last turns as long, and then ends Rasa."""
    assert COMPOSE["services"]["rafiq"]["stop_grace_period"] == "30s"
