"""The buttons under a message and under the text box, checked as Telegram checks them."""

from typing import Any

from bot.simulator.refusals import JsonObject, bad_request

_MOST_BUTTONS = 100
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)


def check_markup(markup: object) -> JsonObject | None:
    """Return the keyboard of a new message in its normal form, None when there is none.

    Raises:
        ApiError: 400, for what Telegram would not show.
    """
    if markup is None or markup in ({}, {"inline_keyboard": []}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return check_inline_keyboard(markup)
    if "keyboard" in markup:
        rows = [[_normal_button(button) for button in row] for row in _rows(markup["keyboard"])]
        return {**markup, "keyboard": rows}
    return markup


def check_inline_keyboard(markup: object) -> JsonObject | None:
    """Return the inline keyboard of an edited message, None when it takes the buttons away.

    Raises:
        ApiError: 400, for another kind of keyboard or a button that Telegram would refuse.
    """
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = [row for row in _rows(markup["inline_keyboard"]) if row]
    buttons = [button for row in rows for button in row]
    if len(buttons) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def inline_part(markup: JsonObject | None) -> JsonObject:
    """Return the part of `markup` that Telegram repeats in the message itself: only inline keyboards."""
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def _rows(rows: object) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: an array of arrays of buttons expected")
    return rows


def _check_inline_button(button: object) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must not be empty')
    if not any(action in button for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(str(button["url"]))


def _check_url(url: str) -> None:
    if not url.startswith(("http://", "https://", "tg://")):
        wrong = "Unsupported URL protocol" if ":" in url else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {wrong}")


def _normal_button(button: object) -> JsonObject:
    normal = {"text": button} if isinstance(button, str) else button
    if not isinstance(normal, dict) or not normal.get("text"):
        raise bad_request('can\'t parse keyboard button: field "text" must be of type String')
    return normal
