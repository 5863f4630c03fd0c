"""The simulator as a running server on this machine's loopback address."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import uvicorn
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"
_ABORT = "bot.simulator.abort"


@asynccontextmanager
async def serve(app: "Starlette", *, port: int = 0) -> AsyncIterator[str]:
    """Serve `app` from this event loop while the block runs; yields its URL, "http://127.0.0.1:PORT".

    Port 0 takes any free one. Signals stay with the caller.

    Raises:
        OSError: The port is taken.
    """
    with _listening(port) as listening:
        server = _Server(_settings(app))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await server.ready.wait()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            app.state.simulator.close()
            server.should_exit = True
            await running


def _settings(app: "ASGIApp") -> uvicorn.Config:
    # Keep-alive is longer than any client keeps an idle connection: a server that closes first would look to the bot
    # like Telegram breaking down, just when it sends.
    return uvicorn.Config(
        app,
        http=_AbortableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    # Named TCP, asyncio sends small answers at once; without the name each one waits 40 ms for the client's ACK.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        yield listening


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()


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
        scope[_ABORT]()
        while (await receive())["type"] != "http.disconnect":
            pass
