"""One chat between the bot and a patient (or a group): who it is, what was written, what happened."""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from bot.simulator.bell import Bell
from bot.simulator.refusals import ApiError, JsonObject, bad_request, forbidden

ChatType = Literal["private", "group", "supergroup"]
Side = Literal["bot", "patient"]
Standing = Literal["open", "blocked", "deactivated"]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What Telegram tells the bot about a chat and the person who writes in it."""

    id: int
    type: ChatType = "private"
    first_name: str = "Patient"
    language_code: str | None = "ar"

    def __post_init__(self) -> None:
        if self.type not in get_args(ChatType):
            raise ValueError("the type of a chat is private, group or supergroup")
        if not isinstance(self.id, int) or (self.id > 0) != (self.type == "private"):
            raise ValueError("the id of a private chat is a number above 0, that of a group below 0")

    def chat_json(self) -> JsonObject:
        """Return the chat as Telegram writes it."""
        name = "first_name" if self.type == "private" else "title"
        return {"id": self.id, name: self.first_name, "type": self.type}

    def user_json(self) -> JsonObject:
        """Return the person as Telegram writes them; in a private chat they share its id."""
        user: JsonObject = {"id": abs(self.id), "is_bot": False, "first_name": self.first_name}
        return user | ({"language_code": self.language_code} if self.language_code else {})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message in its present form; `change` grows with each change in the chat."""

    change: int
    by: Side
    message: JsonObject
    keyboard: JsonObject | None = None
    reactions: tuple[str, ...] = ()
    deleted: bool = False

    def as_json(self) -> JsonObject:
        """Return the entry for tests and for the page."""
        return {
            "change": self.change,
            "by": self.by,
            "message": self.message,
            "keyboard": self.keyboard,
            "reactions": list(self.reactions),
            "deleted": self.deleted,
        }

    def buttons(self) -> list[JsonObject]:
        """Return the inline buttons under the message, row after row."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that the patient's app shows: a message (new or changed), typing, a toast, a new bot profile."""

    number: int
    kind: Literal["message", "typing", "toast", "profile"]
    data: JsonObject


@dataclass(kw_only=True)
class Chat:
    """A chat and everything in it. Numbers of events and changes are one sequence per chat."""

    profile: Profile
    standing: Standing = "open"
    migrated_to: int | None = None
    entries: dict[int, Entry] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)

    def admit_bot(self) -> None:
        """Return when the bot may act in this chat.

        Raises:
            ApiError: 403 when the patient blocked it or left Telegram, 400 when the group moved.
        """
        if self.migrated_to is not None:
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, moved, migrate_to_chat_id=self.migrated_to)
        if self.standing == "blocked":
            raise forbidden("bot was blocked by the user")
        if self.standing == "deactivated":
            raise forbidden("user is deactivated")

    def write(self, message: JsonObject, *, by: Side, keyboard: JsonObject | None = None) -> None:
        """Add a message, or replace the one with the same `message_id`."""
        before = self.entries.get(message["message_id"])
        entry = Entry(change=len(self.events) + 1, by=by, message=message, keyboard=keyboard)
        self._keep(replace(entry, reactions=before.reactions) if before else entry)

    def react(self, message_id: int, reactions: tuple[str, ...]) -> None:
        """Set the bot's reactions under a message."""
        self._keep(replace(self.entry(message_id), change=len(self.events) + 1, reactions=reactions))

    def delete(self, message_id: int) -> None:
        """Take a message out of the chat; it stays in the log, marked."""
        self._keep(replace(self.entry(message_id), change=len(self.events) + 1, deleted=True))

    def entry(self, message_id: int | None, wanted: str = "message not found") -> Entry:
        """Return the message of this id.

        Raises:
            ApiError: 400, with `wanted` as its reason, when it is not there or deleted.
        """
        entry = self.entries.get(message_id) if message_id is not None else None
        if entry is None or entry.deleted:
            raise bad_request(wanted)
        return entry

    def tell(self, kind: Literal["typing", "toast", "profile"], data: JsonObject) -> None:
        """Show the patient something that is no message."""
        self._append(Event(number=len(self.events) + 1, kind=kind, data=data))

    async def wait_for_event(self, number: int, *, at_most: float) -> None:
        """Return when the event of this number has happened, or after `at_most` seconds."""
        await self.bell.wait_until(lambda: len(self.events) >= number, at_most=at_most)

    def changed_after(self, change: int) -> list[Entry]:
        """Return the messages that came or changed after `change`, in the order of the chat."""
        return [entry for entry in self.entries.values() if entry.change > change]

    def _keep(self, entry: Entry) -> None:
        self.entries[entry.message["message_id"]] = entry
        self._append(Event(number=entry.change, kind="message", data=entry.as_json()))

    def _append(self, event: Event) -> None:
        self.events.append(event)
        self.bell.ring()
