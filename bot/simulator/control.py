"""How the control routes read a request and answer it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.refusals import ApiError, Impossible, JsonObject

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.simulator.chats import Chat
    from bot.simulator.world import World

LONGEST_WAIT = 60.0
Handler = Callable[["Request"], Awaitable[object]]


def control_route(method: str, path: str, handler: Handler) -> Route:
    """Return a route that answers with what `handler` returns, as JSON, or with the reason why not.

    400 is a mistake in the request, 404 a chat that is not there, 409 what a patient's app would not allow.
    """

    async def endpoint(request: "Request") -> Response:
        try:
            result = await handler(request)
        except (ApiError, ValueError, KeyError, TypeError) as wrong:
            status = 404 if str(wrong) == "Bad Request: chat not found" else 400
            return JSONResponse({"error": str(wrong)}, status_code=status)
        except Impossible as impossible:
            return JSONResponse({"error": str(impossible)}, status_code=409)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, endpoint, methods=[method])


def world_of(request: "Request") -> "World":
    """Return the world as it is since the last clear."""
    world: World = request.app.state.simulator.world
    return world


def chat_of(request: "Request") -> "Chat":
    """Return the chat that the path names.

    Raises:
        ApiError: There is none.
    """
    return world_of(request).chat(request.path_params["chat_id"])


async def body_of(request: "Request") -> JsonObject:
    """Return the JSON object in the body, {} when it is empty.

    Raises:
        ValueError: The body is something else.
    """
    body = await request.json() if await request.body() else {}
    if not isinstance(body, dict):
        raise ValueError("the body must be a JSON object")  # noqa: TRY004  (the caller's mistake, not a type error)
    return body


def number_in_query(request: "Request", name: str) -> float:
    """Return the number `name` of the query, 0 when it is missing.

    Raises:
        ValueError: It is no number.
    """
    return float(request.query_params.get(name) or 0)
