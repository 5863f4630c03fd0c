"""What a patient does in the app, and the update that the bot gets from it."""

from typing import TYPE_CHECKING

from bot.simulator.entities import split_like_an_app, with_found
from bot.simulator.kinds import read_content
from bot.simulator.refusals import Impossible, JsonObject, bad_request

if TYPE_CHECKING:
    from bot.simulator.chats import Chat, Standing
    from bot.simulator.world import World


def say(world: "World", chat: "Chat", text: str, *, raw: bool = False) -> list[JsonObject]:
    """Send `text`, in as many messages as the apps make of it; `raw` sends one, whatever it holds.

    Raises:
        ApiError: 400, when the apps would not send it because it is empty.
        Impossible: The patient has left Telegram.
    """
    pieces = [text] if raw else split_like_an_app(text)
    if not pieces:
        raise bad_request("message text is empty")
    return [_send(world, chat, _text_fields(piece)) for piece in pieces]


def send(world: "World", chat: "Chat", kind: str, fields: JsonObject) -> JsonObject:
    """Send a photo, voice message or whatever else `kinds` describes.

    Raises:
        Impossible: The patient has left Telegram.
    """
    return _send(world, chat, read_content(kind, fields, files=world.files, sender=chat.profile))


def tap(world: "World", chat: "Chat", message_id: int, data: str) -> str:
    """Tap the inline button that carries `data`, and return the id of the callback query.

    Raises:
        ApiError: 400, when there is no such message.
        Impossible: The message has no such button.
    """
    entry = chat.entry(message_id)
    if not any(button.get("callback_data") == data for button in entry.buttons()):
        raise Impossible("this message has no such button")
    query_id = str(world.next_number("query"))
    world.queries[query_id] = chat
    query = {
        "id": query_id,
        "from": chat.profile.user_json(),
        "chat_instance": str(chat.profile.id),
        "message": entry.message,
        "data": data,
    }
    world.updates.put({"callback_query": query})
    return query_id


def edit(world: "World", chat: "Chat", message_id: int, text: str) -> JsonObject:
    """Give one of the patient's own text messages another text.

    Raises:
        ApiError: 400, when there is no such message.
        Impossible: The message is not the patient's, or no text.
    """
    entry = chat.entry(message_id)
    if entry.by != "patient" or "text" not in entry.message:
        raise Impossible("this message cannot be edited by the patient")
    kept = {name: value for name, value in entry.message.items() if name not in {"text", "entities"}}
    message = kept | _text_fields(text) | {"edit_date": world.now()}
    chat.write(message, by="patient")
    world.updates.put({"edited_message": message})
    return message


def pass_on(world: "World", chat: "Chat", update: JsonObject) -> JsonObject:
    """Queue any update as it is, with what it lacks of sender, chat, date and number filled in; return it whole."""
    frame = _frame(world, chat)

    def completed(name: str, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return (frame if name.endswith("message") else {"from": frame["from"]}) | value

    whole: JsonObject = {name: completed(name, value) for name, value in update.items()}
    if "message" in whole:
        chat.write(whole["message"], by="patient")
    world.updates.put(whole)
    return whole


def change_standing(world: "World", chat: "Chat", standing: "Standing") -> None:
    """Block the bot, let it in again, or leave Telegram; the bot hears of the first two."""
    before, chat.standing = chat.standing, standing
    words: dict[Standing, str] = {"open": "member", "blocked": "kicked"}
    if before != standing and before in words and standing in words:
        member = {"chat": chat.profile.chat_json(), "from": chat.profile.user_json(), "date": world.now()}
        statuses = {
            "old_chat_member": _member(world, words[before]),
            "new_chat_member": _member(world, words[standing]),
        }
        world.updates.put({"my_chat_member": member | statuses})


def _send(world: "World", chat: "Chat", content: JsonObject) -> JsonObject:
    if chat.standing == "deactivated":
        raise Impossible("this patient has left Telegram")
    # The apps offer someone who blocked the bot to start it again, which lets it in.
    change_standing(world, chat, "open")
    message = _frame(world, chat) | content
    chat.write(message, by="patient")
    world.updates.put({"message": message})
    return message


def _frame(world: "World", chat: "Chat") -> JsonObject:
    return {
        "message_id": world.next_number("message"),
        "from": chat.profile.user_json(),
        "chat": chat.profile.chat_json(),
        "date": world.now(),
    }


def _text_fields(text: str) -> JsonObject:
    entities = with_found(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def _member(world: "World", status: str) -> JsonObject:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": world.bot_user(), "status": status} | until
