"""Methods that change a message that is already there, or answer a tap on it."""

from bot.simulator.chats import Chat, Entry
from bot.simulator.keyboards import check_inline_keyboard, inline_part
from bot.simulator.methods.context import Context
from bot.simulator.refusals import JsonObject, bad_request

_CONTENT = ("text", "entities", "reply_markup")
_LONGEST_TOAST = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
# The only emoji that a bot may react with, without their variation selectors.
_REACTION_TABLE = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊
🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋
🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃
💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
_REACTIONS = frozenset(_REACTION_TABLE.split())


async def edit_message_text(call: Context) -> JsonObject:
    """Give a text message another text, and other buttons or none."""
    text = call.text()
    markup = check_inline_keyboard(call.parameters.structure("reply_markup"))
    chat, entry = _own_message(call, "message to edit not found")
    if "text" not in entry.message:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, chat, entry.message, text | inline_part(markup))


async def edit_message_reply_markup(call: Context) -> JsonObject:
    """Give a message other buttons, or none."""
    markup = check_inline_keyboard(call.parameters.structure("reply_markup"))
    chat, entry = _own_message(call, "message to edit not found")
    same = {name: entry.message[name] for name in ("text", "entities") if name in entry.message}
    return _edit(call, chat, entry.message, same | inline_part(markup))


async def delete_message(call: Context) -> bool:
    """Take a message out of the chat; in a private chat also one of the patient's."""
    chat = call.chat()
    entry = chat.entry(call.parameters.integer("message_id"), "message to delete not found")
    if entry.by == "patient" and chat.profile.type != "private":
        raise bad_request("message can't be deleted")
    chat.delete(entry.message["message_id"])
    return True


async def set_message_reaction(call: Context) -> bool:
    """Put the bot's reaction under a message, or take it away with an empty list."""
    chat = call.chat()
    entry = chat.entry(call.parameters.integer("message_id"), "message to react not found")
    wanted = tuple(str(reaction.get("emoji")).replace("\ufe0f", "") for reaction in call.parameters.objects("reaction"))
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not _REACTIONS.issuperset(wanted):
        raise bad_request("REACTION_INVALID")
    chat.react(entry.message["message_id"], wanted)
    return True


async def answer_callback_query(call: Context) -> bool:
    """End the waiting of a tapped button, with a line at the top of the app or an alert."""
    query_id, text = call.parameters.text("callback_query_id"), call.parameters.text("text")
    chat = call.world.queries.get(query_id)
    if chat is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(text) > _LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    alert = call.parameters.flag("show_alert")
    chat.tell("toast", {"callback_query_id": query_id, "text": text, "show_alert": alert})
    return True


def _own_message(call: Context, missing: str) -> tuple[Chat, Entry]:
    chat = call.chat()
    entry = chat.entry(call.parameters.integer("message_id"), missing)
    if entry.by != "bot":
        raise bad_request("message can't be edited")
    return chat, entry


def _edit(call: Context, chat: Chat, before: JsonObject, content: JsonObject) -> JsonObject:
    if {name: before[name] for name in _CONTENT if name in before} == content:
        raise bad_request(_NOT_MODIFIED)
    kept = {name: value for name, value in before.items() if name not in _CONTENT}
    message = kept | content | {"edit_date": call.world.now()}
    chat.write(message, by="bot")
    return message
