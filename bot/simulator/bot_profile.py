"""What the bot shows of itself: name, descriptions and commands, each per language of the patient's app."""

import json
from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.refusals import JsonObject, bad_request

Text = Literal["name", "description", "short_description"]
LONGEST: dict[Text, int] = {"name": 64, "description": 512, "short_description": 120}
_PRIVATE_SCOPES = ("all_private_chats", "default")


@dataclass(kw_only=True)
class BotProfile:
    """The texts and commands that the bot has set; language "" is for everyone else."""

    texts: dict[tuple[Text, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)

    def set_text(self, which: Text, language: str, text: str) -> None:
        """Set one text, or take it back with an empty one.

        Raises:
            ApiError: 400, when it is longer than Telegram allows.
        """
        if len(text) > LONGEST[which]:
            raise bad_request(f"{which.replace('_', ' ')} is too long")
        self.texts[which, language] = text

    def text(self, which: Text, language: str) -> str:
        """Return the text that was set for exactly this language, "" when none was."""
        return self.texts.get((which, language), "")

    def shown(self, language: str) -> JsonObject:
        """Return what a patient in a private chat sees in an app of this language."""
        found: JsonObject = {which: self.text(which, language) or self.text(which, "") for which in LONGEST}
        candidates = [self.commands.get((scope, code)) for scope in _PRIVATE_SCOPES for code in (language, "")]
        return found | {"commands": next((commands for commands in candidates if commands), [])}


def scope_key(scope: object) -> str:
    """Return the kind of scope that commands are meant for, with its chat if it has one."""
    if not isinstance(scope, dict):
        return "default"
    kind = str(scope.get("type", "default"))
    rest = {name: value for name, value in scope.items() if name != "type"}
    return kind + (json.dumps(rest, sort_keys=True) if rest else "")
