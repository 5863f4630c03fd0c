"""A local stand-in for Telegram: the Bot API over HTTP, and a page on which anyone chats as a patient.

It holds one bot and everyone it talks to, in memory. It knows nothing of Rafiq: the same bot talks to it as to
Telegram.
"""

import time
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.simulator import bot_api, chat_routes, control_routes, page
from bot.simulator.guard import Guard
from bot.simulator.limits import Limits
from bot.simulator.world import Settings, World

__all__ = ["Limits", "Simulator", "create_app"]


class Simulator:
    """The world behind the app, and the means to begin it anew."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.world = World(settings)

    def clear(self) -> None:
        """Forget every chat, update, call, fault and revoked token."""
        before, self.world = self.world, World(self._settings)
        before.close()

    def close(self) -> None:
        """End everything that waits, before the server stops."""
        self.world.close()


def create_app(
    *,
    tokens: frozenset[str] | None = None,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.time,
) -> Starlette:
    """Return the simulator as an ASGI application; run it with `bot.simulator.serving.serve`.

    `tokens` are the tokens of the one bot; None accepts any token that looks like one. `limits` is Telegram's pace,
    off by default. `clock` gives seconds since 1970 for the dates of messages.
    """
    settings = Settings(tokens=tokens, limits=limits or Limits(), clock=clock, stopwatch=time.monotonic)
    routes = [*bot_api.ROUTES, *chat_routes.ROUTES, *control_routes.ROUTES, *page.ROUTES]
    app = Starlette(routes=routes, middleware=[Middleware(Guard)])
    app.state.simulator = Simulator(settings)
    return app
