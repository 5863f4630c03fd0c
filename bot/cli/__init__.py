"""The commands: `rafiq run`, `ask`, `chat`, `check`, `train`, `preview`, `session`, `alarms`."""

from bot.cli.commands import main

__all__ = ["main"]
