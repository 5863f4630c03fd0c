"""What a failed call to Telegram means for the message: its cause decides whether it may be sent again."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram_send.outcomes import NotSent, Refused, SendOutcome, Unsure, outcome_of


def caused_by(error: TelegramError, cause: Exception) -> TelegramError:
    """Return the error as the library raises it: from the failure below it."""
    error.__cause__ = cause
    return error


GONE = "Forbidden: bot was blocked by the user"

TABLE: list[tuple[TelegramError, SendOutcome]] = [
    # The patient blocked the bot: nothing more is sent until they write again.
    (Forbidden(GONE), Refused(reason=GONE, gone=True)),
    # The patient deleted the account: likewise.
    (Forbidden("user is deactivated"), Refused(reason="user is deactivated", gone=True)),
    # A group became a supergroup: this number takes nothing any more, the new one will write by itself.
    (ChatMigrated(-100123), Refused(reason="the group has become another chat", moved_to=-100123)),
    # The message itself is wrong: Telegram would refuse it again and again.
    (BadRequest("Message is too long"), Refused(reason="Message is too long")),
    # The chat was never opened, or is of another bot.
    (BadRequest("Chat not found"), Refused(reason="Chat not found", gone=True)),
    # A tap that is too old for a receipt.
    (
        BadRequest("Query is too old and response timeout expired or query id is invalid"),
        Refused(reason="Query is too old and response timeout expired or query id is invalid"),
    ),
    # Telegram answered with an error of its own (500, 502, 503): it did not take the message.
    (NetworkError("Internal Server Error"), NotSent()),
    # A gateway before Telegram answered with a page of HTML, which the library could not read.
    (caused_by(NetworkError("Bad Gateway (502)"), TelegramError("Invalid server response")), NotSent()),
    # No connection was free on our side: nothing left the machine.
    (caused_by(TimedOut(), httpx.PoolTimeout("")), NotSent()),
    # The connection was never made: blocked country, no network, wrong proxy.
    (caused_by(TimedOut(), httpx.ConnectTimeout("")), NotSent()),
    (caused_by(NetworkError(""), httpx.ConnectError("")), NotSent()),
    # The proxy refused to connect us to Telegram.
    (caused_by(NetworkError(""), httpx.ProxyError("")), NotSent()),
    # The address is none that a request could go to.
    (caused_by(NetworkError(""), httpx.UnsupportedProtocol("")), NotSent()),
    # The message went out and no answer came in time: it may have been taken.
    (caused_by(TimedOut(), httpx.ReadTimeout("")), Unsure()),
    # A part of the message went out; Telegram may have had enough of it.
    (caused_by(TimedOut(), httpx.WriteTimeout("")), Unsure()),
    (caused_by(NetworkError(""), httpx.WriteError("")), Unsure()),
    # The connection broke while we waited for the answer.
    (caused_by(NetworkError(""), httpx.ReadError("")), Unsure()),
    # The other side hung up without an answer.
    (caused_by(NetworkError(""), httpx.RemoteProtocolError("")), Unsure()),
    # An answer with status 200 that cannot be read: it was taken, most likely.
    (TelegramError("Invalid server response"), Unsure()),
]


@pytest.mark.parametrize(("error", "outcome"), TABLE)
def test_the_cause_of_a_failure_decides_what_becomes_of_the_answer(error: TelegramError, outcome: SendOutcome) -> None:
    assert outcome_of(error) == outcome


def test_the_pause_that_telegram_names_is_kept_by_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    # As the bot does; without it the library warns.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert outcome_of(RetryAfter(timedelta(seconds=7))) == NotSent(wait=7.0, everyone=True)


@pytest.mark.parametrize(
    "error",
    [
        # The token was revoked: no message of any patient goes out any more.
        InvalidToken("Unauthorized"),
        # Somebody else uses the token.
        Conflict("terminated by other getUpdates request"),
    ],
)
def test_an_error_that_speaks_of_the_bot_is_no_outcome_of_a_message(error: TelegramError) -> None:
    with pytest.raises(type(error)):
        outcome_of(error)
