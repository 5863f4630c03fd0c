"""Every setting, from the environment or `.env`, checked once at the start."""

import os
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, Self
from urllib.parse import parse_qsl, urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.broken_setup import BrokenSetup

ROOT = Path(__file__).resolve().parent.parent
TELEGRAM = "https://api.telegram.org"
_DOTENV = ".env"
_PREFIX = "RAFIQ_"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_IDS = re.compile(r"[1-9]\d{0,15}(\s*,\s*[1-9]\d{0,15})*", re.ASCII)
_BOT_NAME = re.compile(r"@?[A-Za-z]\w{3,31}", re.ASCII)
_ADDRESSES = {
    "telegram_api_base": ({"https", "http"}, "https://api.telegram.org"),
    "telegram_proxy": ({"http", "https", "socks5", "socks5h"}, "socks5://user:password@proxy.example:1080"),
    "webhook_url": ({"https", "http"}, "https://clinic.example/telegram"),
    "rasa_url": ({"https", "http"}, "http://rasa:5005"),
}
"""Settings that are addresses: the schemes they may have, and an example."""


class Settings(BaseSettings):
    """What may differ between deployments. A name here in capitals is the name of the environment variable."""

    model_config = SettingsConfigDict(
        env_file=_DOTENV, extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    telegram_bot_token: SecretStr | None = Field(
        None, description="The bot's token from BotFather; without it the simulator starts"
    )
    telegram_bot_token_file: Path | None = Field(None, description="A file that holds the token (Docker secrets)")
    telegram_api_base: str = Field(TELEGRAM, description="Where the Bot API is: Telegram, or the simulator")
    telegram_proxy: SecretStr | None = Field(None, description="Proxy for Telegram alone: http://… or socks5://…")
    webhook_url: str | None = Field(
        None, description="Public https address for updates; without it long polling is used"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="Secret that Telegram sends with each update; made afresh at each start if absent"
    )
    rafiq_host: str = Field("127.0.0.1", description="Where the page or the webhook listens")
    rafiq_port: int = Field(8080, ge=0, le=65535, description="Its port; 0 takes a free one")
    rafiq_database: str = Field(
        f"sqlite:///{ROOT / 'data' / 'rafiq.db'}",
        description="Where chats, sessions and reminders are kept: a file, or a PostgreSQL",
        repr=False,  # it may hold a password
    )
    rafiq_keep_aftercare_days: int = Field(
        730, ge=1, description="Days that sessions, reminders and check-ins are kept after they are over"
    )
    rafiq_keep_questions_days: int = Field(
        365, ge=1, description="Days that questions without an answer are kept for the clinic"
    )
    rafiq_staff: str | None = Field(None, description="Numbers at Telegram of those who may invite the clinic's people")
    rafiq_bot_name: str | None = Field(None, description="The bot's name in links, where no token says it")
    rafiq_content: Path = Field(ROOT / "content", description="The folder of answers")
    rafiq_log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged; never what patients write"
    )
    rafiq_python310: Path | None = Field(None, description="A Python 3.10 for Rasa, if the set-up does not find one")
    rafiq_models: Path = Field(ROOT / "models", description="Where trained models are kept")
    rasa_url: str | None = Field(None, description="A Rasa that runs elsewhere; without it Rafiq starts its own")
    rafiq_rasa_secret: SecretStr | None = Field(None, description="Bearer secret of that Rasa")

    @field_validator(*_ADDRESSES)
    @classmethod
    def _address(cls, value: str | SecretStr | None, info: ValidationInfo) -> str | SecretStr | None:
        schemes, example = _ADDRESSES[info.field_name or ""]
        address = urlsplit(value.get_secret_value() if isinstance(value, SecretStr) else value or example)
        if address.scheme not in schemes or not address.hostname:
            raise ValueError(f"must be an address such as {example}")
        return value

    @field_validator("rafiq_database")
    @classmethod
    def _database(cls, value: str) -> str:
        if not (_names_a_file(value) or _names_a_server(value)):
            raise ValueError(
                "must name a file, such as sqlite:////var/lib/rafiq/rafiq.db, or a database of PostgreSQL, such as"
                " postgresql://rafiq:password@db.example:5432/rafiq (with %40 for @ and %2F for / in a password)"
            )
        return value

    @field_validator("rafiq_staff")
    @classmethod
    def _ids(cls, value: str | None) -> str | None:
        if value and not _IDS.fullmatch(value.strip()):
            raise ValueError("must be the admins' numbers at Telegram with commas between, such as 123456789,987654321")
        return value

    @field_validator("rafiq_bot_name")
    @classmethod
    def _name_in_links(cls, value: str | None) -> str | None:
        if value and not _BOT_NAME.fullmatch(value.strip()):
            raise ValueError("must be the bot's name as in t.me/nada_clinic_bot: letters, digits and _ alone")
        return value and value.strip().removeprefix("@")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.rasa_url and not self.rafiq_rasa_secret:
            raise ValueError("RASA_URL needs RAFIQ_RASA_SECRET, the bearer secret of that Rasa")
        return self

    @property
    def token(self) -> str | None:
        """The bot's token, from the variable or from the file.

        Raises:
            BrokenSetup: The file cannot be read, or what is given cannot be a token.
        """
        if self.telegram_bot_token:
            return _token(self.telegram_bot_token.get_secret_value(), "TELEGRAM_BOT_TOKEN")
        if self.telegram_bot_token_file:
            return _token(_content_of(self.telegram_bot_token_file), "TELEGRAM_BOT_TOKEN_FILE")
        return None

    @property
    def admins(self) -> frozenset[int]:
        """The numbers at Telegram of those who may invite the clinic's people."""
        return frozenset(int(number) for number in (self.rafiq_staff or "").split(",") if number.strip())

    @property
    def speaks_to_telegram(self) -> bool:
        """Whether real patients are at the other end."""
        return urlsplit(self.telegram_api_base).hostname not in {"127.0.0.1", "localhost", "::1"}


def read_settings() -> Settings:
    """Read the settings; raise `BrokenSetup` with one line that names each that is wrong or unknown."""
    try:
        if problems := _unknown_names({*os.environ, *dotenv_values(_DOTENV)}):
            raise BrokenSetup("; ".join(problems))
        return Settings()
    except ValidationError as error:
        raise BrokenSetup("; ".join(_sentence(detail) for detail in error.errors())) from None
    except UnicodeDecodeError:
        raise BrokenSetup(f"{_DOTENV} is no UTF-8 text: write it anew from .env.example") from None


def _unknown_names(names: Iterable[str]) -> list[str]:
    known = {name.upper() for name in Settings.model_fields} | set(_OF_OTHERS)
    unknown = sorted(name for name in names if name.upper().startswith(_PREFIX) and name.upper() not in known)
    return [f"{name} is no setting{_did_you_mean(name.upper(), known)}" for name in unknown]


# Read by the set-up and by the tests, not by the bot.
_OF_OTHERS = ("RAFIQ_CHROMIUM",)


def _did_you_mean(name: str, known: set[str]) -> str:
    # Without the prefix that all share, or everything would look close to everything.
    shortened = {each.removeprefix(_PREFIX): each for each in sorted(known)}
    close = get_close_matches(name.removeprefix(_PREFIX), shortened, n=1)
    return f"; did you mean {shortened[close[0]]}?" if close else "; see the table of settings in README.md"


def _sentence(detail: Mapping[str, object]) -> str:
    place = ".".join(str(part).upper() for part in detail["loc"])  # type: ignore[attr-defined]
    message = str(detail["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _names_a_file(url: str) -> bool:
    name = url.removeprefix("sqlite:///")
    return name not in {url, "", ":memory:"}


def _names_a_server(url: str) -> bool:
    try:
        address = urlsplit(url)
        # A second @ would be of the password, and what follows it would be taken for the host, and told.
        complete = address.hostname and address.username and address.path.strip("/") and address.netloc.count("@") == 1
        known = {name for name, _ in parse_qsl(address.query)} <= {"sslmode"}
        return address.scheme == "postgresql" and bool(complete) and known and address.port != 0
    except ValueError:  # a port that is none, perhaps the rest of a password: not to be told
        return False


def _token(written: str, setting: str) -> str:
    token = written.strip()
    if not _TOKEN.fullmatch(token):
        # Without the token itself: this line may be logged.
        raise BrokenSetup(f"{setting} holds no token: copy the one from @BotFather, digits:letters, and nothing else")
    return token


def _content_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BrokenSetup(f"TELEGRAM_BOT_TOKEN_FILE: {path} cannot be read ({error.strerror})") from None
