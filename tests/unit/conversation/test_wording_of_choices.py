"""What a button carries and shows beyond its phrase: the language it was read in, the time of day alone."""

from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.buttons import ForCare
from bot.conversation.screens import At, Choice, Line, Screen
from bot.conversation.wording import Wording

NOW = datetime(2026, 11, 30, 10, 48, tzinfo=ZoneInfo("Asia/Riyadh"))


class PlainWords:
    """A catalogue that says the names of its phrases."""

    def phrase(self, key: str, language: str, params: Any = None, **more: Any) -> str:
        return " ".join([key, language, *map(str, {**(params or {}), **more, "now": ""}.values())]).strip()

    def speech(self, language: str) -> Any:
        def clock(moment: time) -> str:
            return f"{moment:%H:%M}"

        def day(day: date) -> str:
            return f"{day:%d}"

        return SimpleNamespace(clock=clock, day=day, weekday=lambda day: f"{day:%A}")


def wording() -> Wording:
    return Wording(PlainWords())  # type: ignore[arg-type]


def carried(choice: Choice) -> list[str | None]:
    """What the buttons of a choice in both languages carry."""
    screen = Screen(parts=(), rows=((choice,),), in_both_languages=True)
    return [button.data for row in wording().rows(screen, "ar", NOW) for button in row]


def test_a_button_in_both_languages_tells_in_which_it_was_tapped() -> None:
    agree = Choice(label=Line(key="agree"), target=ForCare(action="agree"), tells_language=True)
    assert carried(agree) == ["a:agree:ar", "a:agree:fa"]


def test_other_buttons_carry_the_same_in_both_languages() -> None:
    assert carried(Choice(label=Line(key="more"), target=ForCare(action="more", argument="7"))) == ["a:more:7"] * 2


def test_a_time_of_day_stands_alone_where_the_day_was_said() -> None:
    at = At(at=NOW, zone=ZoneInfo("Asia/Tehran"), time_only=True)
    assert wording().line(Line(key="hour", params={"at": at}), "fa", NOW) == "hour fa 11:18"
