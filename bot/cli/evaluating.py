"""`rafiq evaluate`: how well labelled messages are understood, on the console and as a report with pictures."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress as Bar

from bot.broken_setup import BrokenSetup
from bot.cli.console import fail, run_or_exit, settings_or_exit, steps
from bot.cli.progress import Progress
from bot.content.problems import ContentError
from bot.evaluation.examples import Dialogue, read_dialogues
from bot.evaluation.judging import judge
from bot.evaluation.report import Evaluation, as_html, as_lines
from bot.settings import ROOT, Settings
from bot.wiring import build_core, now, rasa_for_a_command


def evaluate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Labelled messages or talks [default: the held-out ones, tests/routing]")
    ] = None,
    *,
    report: Annotated[Path | None, typer.Option(help="Write a report with pictures to this HTML file")] = None,
) -> None:
    """Measure how well labelled messages are understood."""
    settings = settings_or_exit()
    evaluation, label = run_or_exit(_evaluate(settings, files or [ROOT / "tests" / "routing"]))
    sys.stdout.write("\n".join(as_lines(evaluation)))
    if report:
        try:
            report.write_text(as_html(evaluation, label), encoding="utf-8")
        except OSError as error:
            fail(f"{report} cannot be written ({error.strerror}); name a file in a writable folder")
        sys.stdout.write(f"{report}\n")


async def _evaluate(settings: Settings, files: list[Path]) -> tuple[Evaluation, Callable[[str], str]]:
    core = build_core(settings)
    dialogues = _read(files, frozenset(core.catalogue.topics))
    core.learn()
    async with rasa_for_a_command(settings, core.rasa, say=Progress(steps)):
        with Bar(console=steps, transient=True) as bar:
            task = bar.add_task("asking", total=len(dialogues))
            judged = await judge(core.talk, dialogues, clock=now, after_each=lambda: bar.advance(task))
    return Evaluation(dialogues=judged), lambda topic: core.catalogue.label(topic, "ar")


def _read(files: list[Path], topics: frozenset[str]) -> list[Dialogue]:
    try:
        dialogues = read_dialogues(files, topics)
    except ContentError as error:
        # Not the clinic's content, which `rafiq check` would speak of.
        raise BrokenSetup(str(error)) from None
    if not dialogues:
        raise BrokenSetup("there is not one message in these files")
    return dialogues
