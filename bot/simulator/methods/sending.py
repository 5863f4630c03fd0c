"""Methods that put something new into a chat."""

from bot.simulator.files import StoredFile, image_size
from bot.simulator.methods.context import Context
from bot.simulator.refusals import JsonObject, bad_request

_LARGEST_PHOTO, _LARGEST_FILE = 10 << 20, 50 << 20
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


async def send_message(call: Context) -> JsonObject:
    """Send a text."""
    return call.post(call.text())


async def send_photo(call: Context) -> JsonObject:
    """Send a picture: PNG or JPEG, uploaded or by its file id."""
    stored = _file(call, "photo", largest=_LARGEST_PHOTO)
    size = image_size(stored.content)
    if size is None or sum(size) > 10_000:
        raise bad_request("PHOTO_INVALID_DIMENSIONS" if size else "IMAGE_PROCESS_FAILED")
    photo = stored.as_json() | {"width": size[0], "height": size[1]}
    return call.post({"photo": [photo], **call.caption()})


async def send_document(call: Context) -> JsonObject:
    """Send a file of any kind."""
    stored = _file(call, "document", largest=_LARGEST_FILE)
    document = stored.as_json() | {"file_name": stored.name, "mime_type": stored.content_type}
    return call.post({"document": document, **call.caption()})


async def send_voice(call: Context) -> JsonObject:
    """Send a voice message."""
    stored = _file(call, "voice", largest=_LARGEST_FILE)
    voice = stored.as_json() | {"duration": call.parameters.integer("duration", 0), "mime_type": "audio/ogg"}
    return call.post({"voice": voice, **call.caption()})


async def send_chat_action(call: Context) -> bool:
    """Show the patient that the bot is typing, or the like."""
    action = call.parameters.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.chat().tell("typing", {"action": action})
    return True


def _file(call: Context, kind: str, *, largest: int) -> StoredFile:
    value = call.parameters.text(kind)
    upload = call.parameters.uploads.get(value.removeprefix("attach://") or kind)
    if upload is not None:
        content, name = upload
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > largest:
            raise bad_request("file is too big")
        return call.world.files.add(kind, content, name)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):
        # The simulator looks at nothing outside of this machine.
        raise bad_request("failed to get HTTP URL content")
    stored = call.world.files.with_id(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored
