"""What buttons carry, and what old or forged ones do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.scope import PROGRAMMES
from bot.conversation.buttons import (
    Button,
    ForLanguage,
    ForMenu,
    ForOpinion,
    ForProgramme,
    ForRequest,
    ForTopic,
    Target,
    decode,
    encode,
)


@pytest.mark.parametrize(
    "target",
    [
        ForTopic(topic="pain"),
        ForTopic(topic="activity_check", value="hair_removal"),
        ForProgramme(programme="prp"),
        ForMenu(),
        ForMenu(section="clinic"),
        ForLanguage(language="fa"),
        ForRequest(request="call_me"),
        ForRequest(request="forget_yes"),
        *(
            ForOpinion(helpful=helpful, topic="session_interval", programme=programme, content_version="0123456789ab")
            for programme in PROGRAMMES
            for helpful in (True, False)
        ),
    ],
)
def test_a_tap_asks_for_what_its_button_was_made_for(target: Target) -> None:
    assert decode(encode(target)) == target
    assert len(encode(target).encode()) <= 64


@given(st.text())
def test_a_forged_button_is_never_an_error(data: str) -> None:
    decode(data)


@pytest.mark.parametrize("data", ["", "t", "p:botox", "l:en", "o:?:pain:prp:1", "r:zz", "x:y:z"])
def test_a_button_of_another_version_asks_for_nothing(data: str) -> None:
    assert decode(data) is None


def test_a_button_that_telegram_would_refuse_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        Button(label="x", data="الثعلبة" * 10)
