"""`/sim/chats/…`: what patients do and see, for tests and for the page."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from bot.simulator import patient
from bot.simulator.chats import Chat, Profile
from bot.simulator.control import LONGEST_WAIT, Handler, body_of, chat_of, control_route, number_in_query, world_of
from bot.simulator.kinds import KINDS
from bot.simulator.refusals import JsonObject

if TYPE_CHECKING:
    from starlette.requests import Request

_HEARTBEAT = 15.0


async def _open_chat(request: "Request") -> JsonObject:
    fields, world = await body_of(request), world_of(request)
    known = world.chats.get(fields.get("id", 0))
    if known is None and "id" not in fields:
        sign = 1 if fields.get("type", "private") == "private" else -1
        fields["id"] = sign * world.next_patient()
    profile = replace(known.profile, **fields) if known else Profile(**fields)
    return _described(world.welcome(profile))


async def _list_chats(request: "Request") -> JsonObject:
    return {"chats": [_described(chat) for chat in world_of(request).chats.values()]}


async def _say(request: "Request") -> JsonObject:
    fields, chat = await body_of(request), chat_of(request)
    if "language_code" in fields:
        chat.profile = replace(chat.profile, language_code=fields["language_code"])
    raw = request.query_params.get("raw") == "1"
    return {"messages": patient.say(world_of(request), chat, str(fields["text"]), raw=raw)}


async def _tap(request: "Request") -> JsonObject:
    fields = await body_of(request)
    query = patient.tap(world_of(request), chat_of(request), int(fields["message_id"]), str(fields["data"]))
    return {"callback_query_id": query}


async def _edit(request: "Request") -> JsonObject:
    fields = await body_of(request)
    edited = patient.edit(world_of(request), chat_of(request), int(fields["message_id"]), str(fields["text"]))
    return {"messages": [edited]}


def _send(kind: str) -> Handler:
    async def handler(request: "Request") -> JsonObject:
        fields = await body_of(request)
        return {"messages": [patient.send(world_of(request), chat_of(request), kind, fields)]}

    return handler


async def _pass_on(request: "Request") -> JsonObject:
    return patient.pass_on(world_of(request), chat_of(request), await body_of(request))


async def _change_standing(request: "Request") -> JsonObject:
    standing, chat = (await body_of(request))["standing"], chat_of(request)
    if standing not in {"open", "blocked", "deactivated"}:
        raise ValueError("the standing is open, blocked or deactivated")
    patient.change_standing(world_of(request), chat, standing)
    return _described(chat)


async def _migrate(request: "Request") -> JsonObject:
    fields, old = await body_of(request), chat_of(request)
    number = int(fields.get("to") or -1_000_000_000_000 + old.profile.id)
    new = world_of(request).welcome(replace(old.profile, id=number, type="supergroup"))
    old.migrated_to = number
    return _described(new)


async def _messages(request: "Request") -> JsonObject:
    chat, after = chat_of(request), int(number_in_query(request, "after"))
    wait = min(number_in_query(request, "wait"), LONGEST_WAIT)
    if wait:
        await chat.bell.wait_until(lambda: chat.changed_after(after), at_most=wait)
    return {"messages": [entry.as_json() for entry in chat.changed_after(after)], "last": len(chat.events)}


async def _events(request: "Request") -> StreamingResponse:
    chat = chat_of(request)
    after = int(request.headers.get("last-event-id") or number_in_query(request, "after"))
    return StreamingResponse(
        _stream(chat, after), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _stream(chat: Chat, after: int) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    while not chat.bell.closed:
        for event in chat.events[after:]:
            after = event.number
            data = json.dumps(event.data, ensure_ascii=False)
            yield f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n"
        await chat.wait_for_event(after + 1, at_most=_HEARTBEAT)
        yield ":\n\n"


def _described(chat: Chat) -> JsonObject:
    more = {"migrated_to": chat.migrated_to} if chat.migrated_to else {}
    return {**vars(chat.profile), "standing": chat.standing, **more}


ROUTES = [
    control_route("POST", "/sim/chats", _open_chat),
    control_route("GET", "/sim/chats", _list_chats),
    control_route("POST", "/sim/chats/{chat_id}/text", _say),
    control_route("POST", "/sim/chats/{chat_id}/tap", _tap),
    control_route("POST", "/sim/chats/{chat_id}/edit", _edit),
    *(control_route("POST", f"/sim/chats/{{chat_id}}/{kind}", _send(kind)) for kind in KINDS),
    control_route("POST", "/sim/chats/{chat_id}/update", _pass_on),
    control_route("POST", "/sim/chats/{chat_id}/standing", _change_standing),
    control_route("POST", "/sim/chats/{chat_id}/migrate", _migrate),
    control_route("GET", "/sim/chats/{chat_id}/messages", _messages),
    control_route("GET", "/sim/chats/{chat_id}/events", _events),
]
