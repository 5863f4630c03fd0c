"""The commands: `rafiq run`, `ask`, `chat`, `check`, `train`, `preview`."""

from bot.cli.commands import main

__all__ = ["main"]
