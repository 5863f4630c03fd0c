"""What the person at the console reads: steps, results, and one clear line when something is set up wrongly."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

import structlog
from rich.console import Console

from bot.broken_setup import BrokenSetup
from bot.content.problems import ContentError
from bot.safety.files import SafetyError
from bot.settings import Settings, read_settings

Result = TypeVar("Result")

steps = Console(stderr=True, highlight=False)
"""Progress and errors go to standard error, so that standard output holds results alone."""


def settings_or_exit() -> Settings:
    """Read the settings, set up logging, and give the settings back."""
    try:
        settings = read_settings()
    except BrokenSetup as error:
        fail(str(error))
    _log_at(settings.rafiq_log_level)
    return settings


def run_or_exit(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to the end; a broken set-up ends the program with its sentence and exit code 1."""
    try:
        return asyncio.run(work)
    except BrokenSetup as error:
        fail(str(error))
    except (ContentError, SafetyError) as error:
        fail(str(error), "the content has errors; `rafiq check` lists all there is to know")
    except KeyboardInterrupt:
        sys.exit(130)


def fail(*lines: str) -> NoReturn:
    """Print lines to standard error and leave with exit code 1."""
    for line in lines:
        steps.print(f"rafiq: {line}", markup=False, soft_wrap=True)
    sys.exit(1)


def _log_at(level: str) -> None:
    number = logging.getLevelNamesMapping()[level.upper()]
    # Other libraries' records may hold addresses with the token in them: only ours are written.
    logging.getLogger().addHandler(logging.NullHandler())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
