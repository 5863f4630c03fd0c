"""Run the simulator alone: `python -m bot.simulator --port 8080`."""

import argparse
import asyncio
import signal
import sys

from bot.broken_setup import BrokenSetup
from bot.simulator import Limits, create_app
from bot.simulator.serving import serve


async def _run(options: argparse.Namespace) -> None:
    limits = Limits(messages_per_second=options.messages_per_second, per_chat_per_second=options.per_chat_per_second)
    app = create_app(tokens=frozenset(options.token) or None, limits=limits)
    stopped = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stopped.set)
    async with serve(app, port=options.port) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> None:
    """Serve until SIGINT or SIGTERM; the first line of standard output is the URL."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free port")
    parser.add_argument("--token", action="append", default=[], help="a token of the bot; without any, all are let in")
    parser.add_argument("--messages-per-second", type=int, help="Telegram allows about 30")
    parser.add_argument("--per-chat-per-second", type=int, help="Telegram allows 1")
    options = parser.parse_args()
    try:
        asyncio.run(_run(options))
    except BrokenSetup as taken:
        sys.exit(str(taken))


if __name__ == "__main__":
    main()
