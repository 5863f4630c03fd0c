"""Who may invite the clinic's people, and the bot's name in links, as the settings say it."""

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.mark.parametrize(
    ("written", "admins"),
    [(None, set()), ("123456789", {123456789}), (" 123456789 , 987654321 ", {123456789, 987654321})],
)
def test_admins_are_named_by_their_numbers(written: str | None, admins: set[int]) -> None:
    assert Settings(_env_file=None, rafiq_staff=written).admins == admins


@pytest.mark.parametrize("written", ["@sara", "123;456", "123,,456", "-5", "0", "123,", "1.5", "١٢٣"])
def test_what_is_no_list_of_numbers_is_told(written: str) -> None:
    with pytest.raises(ValidationError, match="commas between, such as 123456789,987654321"):
        Settings(_env_file=None, rafiq_staff=written)


@pytest.mark.parametrize("written", ["nada_clinic_bot", "@nada_clinic_bot", " nada_clinic_bot "])
def test_the_bots_name_is_taken_with_and_without_its_sign(written: str) -> None:
    assert Settings(_env_file=None, rafiq_bot_name=written).rafiq_bot_name == "nada_clinic_bot"


@pytest.mark.parametrize("written", ["nada clinic", "https://t.me/nada", "x", "nada-bot", "بوت_ندى"])
def test_what_is_no_name_of_a_bot_is_told(written: str) -> None:
    with pytest.raises(ValidationError, match="must be the bot's name as in"):
        Settings(_env_file=None, rafiq_bot_name=written)
