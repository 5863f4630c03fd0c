"""Trouble on order: what a test wants the next calls of a method to meet."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.simulator.refusals import ApiError, JsonObject

Drop = Literal["before_accepting", "after_accepting"]
_WORDS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What happens to the next `times` calls of `method` ("*": of any method).

    `status` refuses the call; `hang` carries it out and answers that many seconds later; `drop` cuts the connection
    without an answer, before or after the call was carried out.
    """

    method: str
    times: int = 1
    status: int | None = None
    description: str | None = None
    retry_after: int | None = None
    hang: float = 0.0
    drop: Drop | None = None

    def __post_init__(self) -> None:
        if self.times < 1 or self.hang < 0 or (self.drop is not None and self.drop not in get_args(Drop)):
            raise ValueError("a fault needs times >= 1, hang >= 0 and drop before_accepting or after_accepting")
        if self.status is None and not self.hang and self.drop is None:
            raise ValueError("a fault needs a status, a hang or a drop")
        if self.status is not None and not (400 <= self.status <= 599):
            raise ValueError("the status of a fault is an HTTP error: 400 to 599")

    def refusal(self) -> ApiError | None:
        """Return the answer that takes the place of the call, None when the call is carried out."""
        if self.status is None:
            return None
        retry_after = self.retry_after or (1 if self.status == 429 else None)
        words = self.description or _WORDS.get(self.status, "Bad Request: fault")
        parameters = {"retry_after": retry_after} if retry_after else {}
        return ApiError(self.status, words.format(retry_after=retry_after), **parameters)


class Faults:
    """The faults that still wait for their call, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let `fault` happen to the next calls that it is meant for."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Forget every fault that has not happened yet."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault that this call of `method` (in small letters) meets, if any."""
        for place, fault in enumerate(self._waiting):
            if fault.method.lower() in {method, "*"}:
                self._waiting[place : place + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return None


def read_fault(fields: JsonObject) -> Fault:
    """Return the fault that `fields` describe.

    Raises:
        ValueError: A field is missing, unknown or out of range.
    """
    try:
        return Fault(**fields)
    except TypeError as wrong:
        raise ValueError(str(wrong)) from wrong
