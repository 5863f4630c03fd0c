"""Says each step of a start on the console; where there is an address, it is the last line."""

from time import monotonic

from rich.console import Console

_WORDS = {
    "loading Rasa": "the language model has to be trained: loading Rasa …",
    "training": "training the language model (about a minute) …",
    "stored": "the language model is trained",
    "starting": "starting the language model …",
    "ready": "free text is understood from now on",
    "unreachable": "Telegram cannot be reached; trying again (is TELEGRAM_PROXY needed here?)",
    "open": "menus, safety and the page answer; free text follows as soon as the language model is up",
    "closing": "finishing what is running …",
}


class Progress:
    """Called with the name of a step; `open` is followed by the address where Rafiq can be reached."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = monotonic()
        self._address = ""

    def __call__(self, step: str) -> None:
        """Say a step."""
        if step.startswith("open "):
            step, self._address = step.split(maxsplit=1)
        text = _WORDS.get(step, step)
        self._console.print(f"{monotonic() - self._started:6.1f} s  {text}", markup=False, soft_wrap=True)
        if self._address and step != "closing":
            self._console.print(self._address, markup=False, soft_wrap=True)
