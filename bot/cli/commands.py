"""The command line: options in, one of the use cases, lines out."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli.alarms import alarms
from bot.cli.asking import answer_line, answer_lines, as_json, chat, shown, write_json
from bot.cli.console import fail, run_or_exit, settings_or_exit, steps
from bot.cli.evaluating import evaluate
from bot.cli.progress import Progress
from bot.cli.requests import requests
from bot.cli.sessions import session_app
from bot.content.catalogue import Catalogue
from bot.content.check import check as check_content
from bot.content.load import load
from bot.content.scope import DEFAULT_PROGRAMME, LANGUAGES, PROGRAMMES
from bot.rasa_process.model import train as train_model
from bot.serve import run as serve
from bot.settings import ROOT, Settings
from bot.wiring import build_core, now, rasa_for_a_command
from bot.words.suggest import did_you_mean
from bot.words.terminal import for_terminal, needs_reshaping

app = typer.Typer(
    name="rafiq",
    help="Rafiq: a companion for the patients of aesthetic clinics, on Telegram, in Arabic and Persian.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Reshape = Annotated[
    bool | None,
    typer.Option(
        "--reshape/--no-reshape",
        help="Write right-to-left text for terminals without bidi [default: as the terminal needs]",
    ),
]


app.command()(evaluate)
app.command()(alarms)
app.command()(requests)
app.add_typer(session_app, name="session")


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says: Arabic has to come out, and what is no text must not end the program.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()


def _version(wanted: bool) -> None:  # noqa: FBT001 (typer calls it)
    if wanted:
        sys.stdout.write(f"rafiq {__version__}\n")
        raise typer.Exit


@app.callback()
def _rafiq(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version")
    ] = False,
) -> None:
    """Rafiq."""


@app.command()
def run() -> None:
    """Serve patients on Telegram; without a token, in the simulator on this machine."""
    settings = settings_or_exit()
    run_or_exit(serve(settings, say=Progress(steps)))


@app.command()
def ask(
    message: Annotated[str | None, typer.Argument(help="One message of a patient")] = None,
    *,
    as_lines: Annotated[
        bool,
        typer.Option("--json", help="Read a message per line from standard input, write a JSON object per message"),
    ] = False,
    conversation: Annotated[
        bool, typer.Option("--conversation", help="The lines are turns of one talk; an empty line begins a new one")
    ] = False,
    reshape: Reshape = None,
) -> None:
    """Answer one message, or with --json each line of standard input."""
    if not as_lines and message is None:
        fail('say what to answer: rafiq ask "…", or lines on standard input with --json')
    settings = settings_or_exit()
    run_or_exit(_ask(settings, message, conversation=conversation, as_lines=as_lines, reshape=_reshaping(reshape)))


async def _ask(settings: Settings, message: str | None, *, conversation: bool, as_lines: bool, reshape: bool) -> None:
    core = build_core(settings)
    core.learn()
    async with rasa_for_a_command(settings, core.rasa, say=Progress(steps)):
        if message is not None:
            turn = await answer_line(core.talk, message)
            if as_lines:
                write_json(as_json(message, turn))
            else:
                sys.stdout.write(shown(turn, reshape=reshape) + "\n")
            return
        # A line ends where a line ends, not at a carriage return in it.
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
        async for record in answer_lines(core.talk, sys.stdin, conversation=conversation):
            write_json(record)


@app.command(name="chat")
def chat_command(*, reshape: Reshape = None) -> None:
    """Talk with Rafiq in the terminal: the same bot. End with Ctrl-D."""
    settings = settings_or_exit()
    run_or_exit(_chat(settings, reshape=_reshaping(reshape)))


async def _chat(settings: Settings, *, reshape: bool) -> None:
    core = build_core(settings)
    core.learn()

    async def read() -> str | None:
        try:
            return await asyncio.to_thread(input, "> ")
        except EOFError:
            return None

    async with rasa_for_a_command(settings, core.rasa, say=Progress(steps)):
        await chat(core.talk, read, _write, reshape=reshape)


@app.command()
def check() -> None:
    """List every problem of the content, with its place and what to do about it."""
    settings = settings_or_exit()
    problems = check_content(
        settings.rafiq_content, nlu_data=ROOT / "nlu" / "data", rules=ROOT / "stories" / "rules.yml"
    )
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    errors = sum(problem.severity == "error" for problem in problems)
    unsigned = sum(problem.severity == "signature" for problem in problems)
    sys.stdout.write(f"{errors} errors, {unsigned} places awaiting the clinic doctor's signature\n")
    if errors:
        raise typer.Exit(1)


@app.command()
def train() -> None:
    """Train the language model, if its data, configuration or components have changed."""
    settings = settings_or_exit()
    path = run_or_exit(train_model(ROOT, settings.rafiq_models, say=Progress(steps)))
    sys.stdout.write(f"{path}\n")


@app.command()
def preview(
    topic: Annotated[str, typer.Argument(help="A topic, for example pain")],
    programme: Annotated[str | None, typer.Option(help=f"One of {', '.join(PROGRAMMES)}")] = DEFAULT_PROGRAMME,
    language: Annotated[str | None, typer.Option(help="ar or fa [default: both]")] = None,
    *,
    reshape: Reshape = None,
) -> None:
    """Show a topic's answer as patients read it."""
    settings = settings_or_exit()
    catalogue = run_or_exit(_loaded(settings.rafiq_content))
    if topic not in catalogue.topics:
        fail(f"there is no topic {topic}{did_you_mean(topic, catalogue.topics)}")
    if programme not in PROGRAMMES:
        fail(f"there is no programme {programme}; choose one of {', '.join(PROGRAMMES)}")
    if language is not None and language not in LANGUAGES:
        fail(f"there is no language {language}; choose ar or fa")
    for each in LANGUAGES if language is None else (language,):
        answer = catalogue.answer(topic, programme=programme, language=each, now=now())
        sys.stdout.write(for_terminal(answer.text, reshape=_reshaping(reshape)) + "\n\n")


async def _loaded(folder: Path) -> Catalogue:
    return load(folder)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


def _reshaping(wanted: bool | None) -> bool:  # noqa: FBT001 (three-valued)
    return needs_reshaping(os.environ, is_terminal=sys.stdout.isatty()) if wanted is None else wanted
