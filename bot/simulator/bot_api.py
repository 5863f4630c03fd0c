"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.simulator.methods import METHODS
from bot.simulator.methods.context import Context
from bot.simulator.parameters import read_parameters
from bot.simulator.refusals import ApiError, JsonObject, not_found
from bot.simulator.serving import NoAnswer

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.simulator.world import World


async def _call(request: "Request") -> Response:
    try:
        return await _carry_out(request)
    except ApiError as refusal:
        return JSONResponse(refusal.as_json(), status_code=refusal.code)


async def _carry_out(request: "Request") -> Response:
    world: World = request.app.state.simulator.world
    world.admit(request.path_params["token"])
    name = request.path_params["method"].lower()
    parameters = await read_parameters(request)
    world.record(request.path_params["method"], parameters.for_record())
    fault = world.faults.take(name)
    if fault and (refusal := fault.refusal()):
        raise refusal
    if fault and fault.drop == "before_accepting":
        return NoAnswer()
    method = METHODS.get(name)
    if method is None:
        raise not_found()
    result = await method(Context(world=world, parameters=parameters))
    if fault and fault.hang:
        await world.bell.wait_until(lambda: False, at_most=fault.hang)
    if fault and fault.drop == "after_accepting":
        return NoAnswer()
    body: JsonObject = {"ok": True, "result": result}
    return JSONResponse(body)


async def _download(request: "Request") -> Response:
    world: World = request.app.state.simulator.world
    try:
        world.admit(request.path_params["token"])
        stored = world.files.at(request.path_params["path"])
        if stored is None:
            raise not_found()
    except ApiError as refusal:
        return JSONResponse(refusal.as_json(), status_code=refusal.code)
    return Response(stored.content, media_type=stored.content_type)


ROUTES = [
    Route("/bot{token}/{method}", _call, methods=["GET", "POST"]),
    Route("/file/bot{token}/{path:path}", _download),
]
