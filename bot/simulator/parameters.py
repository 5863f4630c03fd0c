"""The parameters of a Bot API call, however they came: query, form, upload or JSON."""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile

from bot.simulator.refusals import JsonObject, bad_request

if TYPE_CHECKING:
    from starlette.requests import Request

_TRUE = {"true", "1", "yes"}


class Parameters:
    """What one call carries. Values of forms are strings; lists and objects in them are JSON."""

    def __init__(self, values: JsonObject, uploads: dict[str, tuple[bytes, str]] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def text(self, name: str) -> str:
        """Return the string `name`, "" when it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return the whole number `name`, or `default` when it is missing.

        Raises:
            ApiError: 400, when it is no number.
        """
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as wrong:
            raise bad_request(f'invalid value of parameter "{name}" specified') from wrong

    def flag(self, name: str) -> bool:
        """Return the boolean `name`, False when it is missing."""
        return str(self.values.get(name, "")).lower() in _TRUE

    def structure(self, name: str) -> Any:
        """Return the list or object `name`, None when it is missing.

        Raises:
            ApiError: 400, when it is no JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as wrong:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from wrong

    def objects(self, name: str) -> list[JsonObject]:
        """Return the list of objects `name`, [] when it is missing.

        Raises:
            ApiError: 400, when it is something else.
        """
        value = self.structure(name) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: array of objects expected")
        return value

    def for_record(self) -> JsonObject:
        """Return the values with the size of each upload in its place."""
        return self.values | {name: {"bytes": len(content)} for name, (content, _) in self.uploads.items()}


async def read_parameters(request: "Request") -> Parameters:
    """Return what `request` carries in its query and its body; the body wins.

    Raises:
        ApiError: 400, when the body is not what its content type says.
    """
    values: JsonObject = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        return await _read_upload(request, values)
    body = await request.body()
    if not body:
        return Parameters(values)
    if content_type.startswith("application/json"):
        return Parameters(values | _read_json(body))
    return Parameters(values | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))


def _read_json(body: bytes) -> JsonObject:
    try:
        values = json.loads(body)
    except ValueError as wrong:
        raise bad_request("can't parse JSON encoded parameters") from wrong
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON encoded parameters: object expected")
    return values


async def _read_upload(request: "Request", values: JsonObject) -> Parameters:
    uploads: dict[str, tuple[bytes, str]] = {}
    async with request.form(max_part_size=1 << 20) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                uploads[name] = (await value.read(), value.filename or "")
            else:
                values[name] = value
    return Parameters(values, uploads)
