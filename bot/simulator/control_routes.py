"""`/sim/…`: what tests order and ask of the simulator as a whole."""

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.simulator.control import LONGEST_WAIT, body_of, control_route, number_in_query, world_of
from bot.simulator.faults import read_fault
from bot.simulator.refusals import JsonObject, bad_request

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.simulator.world import Call


async def _calls(request: "Request") -> JsonObject:
    world, after = world_of(request), int(number_in_query(request, "after"))
    method = request.query_params.get("method", "").lower()

    def found() -> "list[Call]":
        return [call for call in world.calls if call.number > after and method in {"", call.method.lower()}]

    if wait := min(number_in_query(request, "wait"), LONGEST_WAIT):
        await world.bell.wait_until(found, at_most=wait)
    return {"calls": [call.as_json() for call in found()]}


async def _add_fault(request: "Request") -> JsonObject:
    world_of(request).faults.add(read_fault(await body_of(request)))
    return {}


async def _clear_faults(request: "Request") -> JsonObject:
    world_of(request).faults.clear()
    return {}


async def _queue_updates(request: "Request") -> JsonObject:
    updates = (await body_of(request))["updates"]
    return {"update_ids": [world_of(request).updates.put(update) for update in updates]}


async def _revoke(request: "Request") -> JsonObject:
    world_of(request).revoke(str((await body_of(request))["token"]))
    return {}


async def _clear(request: "Request") -> JsonObject:
    request.app.state.simulator.clear()
    return {}


async def _bot(request: "Request") -> JsonObject:
    world = world_of(request)
    shown = world.bot.shown(request.query_params.get("language_code", ""))
    return shown | {"name": shown["name"] or world.bot_user()["first_name"]}


async def _file(request: "Request") -> Response:
    stored = world_of(request).files.with_id(request.path_params["file_id"])
    if stored is None:
        raise bad_request("file not found")
    return Response(stored.content, media_type=stored.content_type)


ROUTES = [
    control_route("GET", "/sim/calls", _calls),
    control_route("POST", "/sim/faults", _add_fault),
    control_route("DELETE", "/sim/faults", _clear_faults),
    control_route("POST", "/sim/updates", _queue_updates),
    control_route("POST", "/sim/tokens/revoke", _revoke),
    control_route("POST", "/sim/clear", _clear),
    control_route("GET", "/sim/bot", _bot),
    control_route("GET", "/sim/files/{file_id}", _file),
]
