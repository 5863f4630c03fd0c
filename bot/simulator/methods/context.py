"""What every Bot API method works with: the world and the parameters of the call."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.simulator.entities import parse_html, tidy, utf16_length, with_found
from bot.simulator.keyboards import check_markup, inline_part
from bot.simulator.parameters import Parameters
from bot.simulator.refusals import JsonObject, bad_request

if TYPE_CHECKING:
    from bot.simulator.chats import Chat
    from bot.simulator.world import World

_LONGEST_TEXT, _LONGEST_CAPTION = 4096, 1024


@dataclass(frozen=True, kw_only=True)
class Context:
    """One call of one method."""

    world: "World"
    parameters: Parameters

    def chat(self) -> "Chat":
        """Return the chat that the call is about, in which the bot may act.

        Raises:
            ApiError: 400 when there is none or it moved, 403 when the patient does not let the bot in.
        """
        chat = self.world.chat(self.parameters.values.get("chat_id"))
        chat.admit_bot()
        return chat

    def text(self) -> JsonObject:
        """Return the fields `text` and `entities` of a message.

        Raises:
            ApiError: 400, when the text is empty, too long or not the HTML it says to be.
        """
        text, entities = self._formatted("text", "entities")
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > _LONGEST_TEXT:
            raise bad_request("message is too long")
        return {"text": text} | ({"entities": entities} if entities else {})

    def caption(self) -> JsonObject:
        """Return the fields `caption` and `caption_entities` of a message, if it has a caption.

        Raises:
            ApiError: 400, when the caption is too long or not the HTML it says to be.
        """
        text, entities = self._formatted("caption", "caption_entities")
        if utf16_length(text) > _LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})

    def post(self, content: JsonObject) -> JsonObject:
        """Send `content` to the chat of the call, with its keyboard and what it replies to; return the message.

        Raises:
            ApiError: 400, 403 or 429, when Telegram would not send it.
        """
        markup = check_markup(self.parameters.structure("reply_markup"))
        chat = self.chat()
        replied = self._replied_to(chat)
        self.world.keep_pace(chat)
        message = {
            "message_id": self.world.next_number("message"),
            "from": self.world.bot_user(),
            "chat": chat.profile.chat_json(),
            "date": self.world.now(),
            **replied,
            **content,
            **inline_part(markup),
        }
        keyboard = None if inline_part(markup) else markup
        chat.write(message, by="bot", keyboard=keyboard)
        return message

    def _formatted(self, text_name: str, entities_name: str) -> tuple[str, list[JsonObject]]:
        text = self.parameters.text(text_name)
        entities = self.parameters.objects(entities_name)
        mode = self.parameters.text("parse_mode").lower()
        if mode == "html":
            text, entities = parse_html(text)
        elif mode:
            raise bad_request("unsupported parse_mode")
        text, entities = tidy(text, entities)
        return text, with_found(text, entities)

    def _replied_to(self, chat: "Chat") -> JsonObject:
        reply = self.parameters.structure("reply_parameters") or {}
        if not isinstance(reply, dict):
            raise bad_request("object expected as reply parameters")
        message_id = reply.get("message_id") or self.parameters.integer("reply_to_message_id")
        if not message_id:
            return {}
        entry = chat.entries.get(int(message_id))
        if entry and not entry.deleted:
            without_its_own = {name: value for name, value in entry.message.items() if name != "reply_to_message"}
            return {"reply_to_message": without_its_own}
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
