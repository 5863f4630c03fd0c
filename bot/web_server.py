"""Serves an ASGI application from a running event loop, and leaves signals and logging to the caller."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal

import uvicorn
from starlette.types import ASGIApp

from bot.broken_setup import BrokenSetup


@asynccontextmanager
async def serve_app(
    app: ASGIApp, *, host: str, port: int, http: type[asyncio.Protocol] | Literal["auto"] = "auto"
) -> AsyncIterator[str]:
    """Serve `app` while the block runs; yields its address. Port 0 takes a free one, `http` speaks the protocol.

    Raises:
        BrokenSetup: The port is taken or the address is none of this machine's.
    """
    # Keep-alive is longer than any client keeps an idle connection: a server that closes first would look to the bot
    # like Telegram breaking down, just when it sends.
    config = uvicorn.Config(
        app,
        http=http,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )
    with _listening(host, port) as listening:
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        await server.ready.wait()
        try:
            yield f"http://{host}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    # Named TCP, asyncio sends small answers at once; without the name each one waits 40 ms for the client's ACK.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise BrokenSetup(
                f"port {port} on {host} cannot be used ({error.strerror}):"
                " stop what listens there, or choose another one with RAFIQ_PORT"
            ) from None
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
