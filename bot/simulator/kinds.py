"""What patients send besides text, as the Bot API writes it; dummies stand in for what the test does not choose."""

from base64 import b64decode
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.simulator.files import Files, StoredFile, dummy, image_size
from bot.simulator.refusals import JsonObject

if TYPE_CHECKING:
    from bot.simulator.chats import Profile

_DUMMY_PLACE = {"latitude": 24.7136, "longitude": 46.6753}
_DUMMY_PHONE = "+15550100100"
_OPTIONAL = ("caption", "media_group_id")


def read_content(kind: str, fields: JsonObject, *, files: Files, sender: "Profile") -> JsonObject:
    """Return the content fields of a message of `kind`: photo, voice, video, document, sticker, location, contact.

    `fields` may hold `caption`, `media_group_id`, `content_base64` and `file_name`, or the fields of a location or
    contact. What it lacks is a dummy.

    Raises:
        KeyError: There is no such kind.
        ValueError: The upload is no base64.
    """
    optional = {name: fields[name] for name in _OPTIONAL if name in fields}
    if kind == "location":
        return {"location": _DUMMY_PLACE | {name: fields[name] for name in _DUMMY_PLACE if name in fields}}
    if kind == "contact":
        own: JsonObject = {"phone_number": _DUMMY_PHONE, "first_name": sender.first_name, "user_id": abs(sender.id)}
        return {"contact": own | fields}
    describe = _DESCRIPTIONS[kind]
    return {kind: describe(_stored(kind, fields, files)), **optional}


def _stored(kind: str, fields: JsonObject, files: Files) -> StoredFile:
    if "content_base64" not in fields:
        return files.add(kind, *dummy(kind))
    return files.add(kind, b64decode(fields["content_base64"], validate=True), fields.get("file_name", ""))


def _photo(stored: StoredFile) -> list[JsonObject]:
    width, height = image_size(stored.content) or (0, 0)
    return [stored.as_json() | {"width": width, "height": height}]


def _voice(stored: StoredFile) -> JsonObject:
    return stored.as_json() | {"duration": 2, "mime_type": "audio/ogg"}


def _video(stored: StoredFile) -> JsonObject:
    return stored.as_json() | {"width": 320, "height": 240, "duration": 2, "mime_type": "video/mp4"}


def _document(stored: StoredFile) -> JsonObject:
    return stored.as_json() | {"file_name": stored.name, "mime_type": stored.content_type}


def _sticker(stored: StoredFile) -> JsonObject:
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🌷"}
    return stored.as_json() | look


_DESCRIPTIONS: dict[str, Callable[[StoredFile], JsonObject | list[JsonObject]]] = {
    "photo": _photo,
    "voice": _voice,
    "video": _video,
    "document": _document,
    "sticker": _sticker,
}
KINDS = (*_DESCRIPTIONS, "location", "contact")
