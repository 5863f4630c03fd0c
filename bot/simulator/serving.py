"""The simulator as a running server on this machine's loopback address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.web_server import serve_app

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

HOST = "127.0.0.1"
_ABORT = "bot.simulator.abort"


@asynccontextmanager
async def serve(app: "Starlette", *, port: int = 0) -> AsyncIterator[str]:
    """Serve `app` from this event loop while the block runs; yields its URL, "http://127.0.0.1:PORT".

    Port 0 takes any free one. Signals stay with the caller.

    Raises:
        BrokenSetup: The port is taken.
    """
    async with serve_app(app, host=HOST, port=port, http=_AbortableProtocol) as url:
        try:
            yield url
        finally:
            # Ends what waits: open questions for news would hold the server.
            app.state.simulator.close()


class _AbortableProtocol(H11Protocol):
    """HTTP that lets the application cut the connection, as a failing network does."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        app = self.app

        async def abortable(scope: "Scope", receive: "Receive", send: "Send") -> None:
            scope[_ABORT] = transport.abort
            await app(scope, receive, send)

        self.app = abortable


class NoAnswer(Response):
    """Cuts the connection instead of answering."""

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:  # noqa: ARG002
        """Cut, and return when the server has noticed."""
        if _ABORT not in scope:
            raise RuntimeError("only a simulator that runs in `serve` can cut connections")
        scope[_ABORT]()
        while (await receive())["type"] != "http.disconnect":
            pass
