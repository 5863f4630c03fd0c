"""What can become of one call to Telegram, told apart by what may be done next."""

from dataclasses import dataclass
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

UNAUTHORIZED = "Telegram does not accept TELEGRAM_BOT_TOKEN (wrong or revoked): get a valid one from @BotFather"

_NEVER_LEFT = (
    httpx.PoolTimeout,
    httpx.ConnectTimeout,
    httpx.ConnectError,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
"""Failures before a byte of the message went out (a proxy refuses when it is asked for the connection). All other
transport failures leave it unknown whether it arrived."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """Telegram took it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """Telegram will never take it.

    `gone` says that this chat takes nothing any more, `moved_to` that it has another number from now on.
    """

    reason: str
    gone: bool = False
    moved_to: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NotSent:
    """It did not arrive and may be tried again, after `wait` seconds; `everyone` says that all chats have to wait."""

    wait: float = 0.0
    everyone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsure:
    """It may have arrived: the connection broke after it was written."""


SendOutcome = Sent | Refused | NotSent | Unsure


def outcome_of(error: TelegramError) -> SendOutcome:
    """Return what a failed call means.

    Raises:
        TelegramError: The error itself, when it speaks of the bot and not of the message (a revoked token).
    """
    match error:
        case RetryAfter():
            return NotSent(wait=seconds_to_wait(error), everyone=True)
        case Forbidden():
            return Refused(reason=error.message, gone=True)
        case ChatMigrated():
            return Refused(reason="the group has become another chat", moved_to=error.new_chat_id)
        # Before NetworkError, whose subclass it is.
        case BadRequest():
            return Refused(reason=error.message, gone="chat not found" in error.message.lower())
        case NetworkError():
            return _by_cause(error.__cause__)
        case InvalidToken() | Conflict():
            raise error
    # Accepted, it seems, with an answer that cannot be read.
    return Unsure()


def _by_cause(cause: BaseException | None) -> SendOutcome:
    # Without a transport failure behind it there was an answer, with the status of an error: Telegram's own words, or
    # the page of a gateway before it, which the library could not read. Either way it was not taken.
    if cause is None or isinstance(cause, (*_NEVER_LEFT, TelegramError)):
        return NotSent()
    return Unsure()


def seconds_to_wait(error: RetryAfter) -> float:
    """Return how long Telegram wants to be left alone; the library gives seconds or a span, as it is set up."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
