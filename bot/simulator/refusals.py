"""What the Bot API refuses, in Telegram's own words."""

from typing import Any

JsonObject = dict[str, Any]


class ApiError(Exception):
    """A call that Telegram answers with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> JsonObject:
        """Return the body of the answer; its `error_code` is also the HTTP status."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiError:
    """Return the refusal of a call that is wrong in itself."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Return the refusal of a call that the patient does not allow."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """Return the refusal of a second way to receive updates."""
    return ApiError(409, f"Conflict: {reason}")


def not_found() -> ApiError:
    """Return the answer to a method that does not exist, and to a token that cannot be one."""
    return ApiError(404, "Not Found")


def unauthorized() -> ApiError:
    """Return the answer to a well-formed token that opens no bot."""
    return ApiError(401, "Unauthorized")


def too_many_requests(seconds: int) -> ApiError:
    """Return the answer to a bot that is too fast."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class Impossible(Exception):  # noqa: N818  (it is what happened, not an error of the program)
    """What a patient's app would not let its user do, such as tapping a button that is not there."""
