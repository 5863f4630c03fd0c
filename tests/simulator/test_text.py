"""Telegram's text rules, as pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import parse_html, split_like_an_app, tidy, utf16_length, with_found
from bot.simulator.files import dummy, image_size
from bot.simulator.limits import Limits, Pace
from bot.simulator.refusals import ApiError


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<b>x</b>", "x", ["bold"]),
        ("<STRONG>x</STRONG>", "x", ["bold"]),
        ("<b><i>x</i></b>", "x", ["bold", "italic"]),
        ("<u>a</u><s>b</s><tg-spoiler>c</tg-spoiler>", "abc", ["underline", "strikethrough", "spoiler"]),
        ("<pre>a</pre><code>b</code><blockquote>c</blockquote>", "abc", ["pre", "code", "blockquote"]),
        ('<span class="tg-spoiler">x</span>', "x", ["spoiler"]),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", ["text_link"]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ("<b></b>x", "x", []),
        ("&lt;b&gt; &amp; &quot; &#1605; &#x645; &nbsp;", '<b> & " م م &nbsp;', []),
        ("5 > 3", "5 > 3", []),
    ],
)
def test_html_that_telegram_takes(html: str, text: str, kinds: list[str]) -> None:
    found, entities = parse_html(html)
    assert (found, [entity["type"] for entity in entities]) == (text, kinds)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("م <div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_html_that_telegram_refuses(html: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_entities_count_in_utf_16_units() -> None:
    assert parse_html("😀<b>😀</b>")[1] == [{"type": "bold", "offset": 2, "length": 2}]
    assert utf16_length("😀ا") == 3


def test_white_space_around_a_text_is_cut_and_entities_move_with_it() -> None:
    assert tidy("\n x ", [{"type": "bold", "offset": 0, "length": 4}]) == (
        "x",
        [{"type": "bold", "offset": 0, "length": 1}],
    )
    assert tidy(" x y", [{"type": "bold", "offset": 1, "length": 1}]) == (
        "x y",
        [{"type": "bold", "offset": 0, "length": 1}],
    )
    assert tidy(" x ", [{"type": "bold", "offset": 2, "length": 1}]) == ("x", [])


def test_addresses_and_commands_are_found_outside_of_other_entities() -> None:
    text = "/help https://example.org/a. /help"
    found = with_found(text, [{"type": "code", "offset": 0, "length": 5}])
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == [
        ("code", 0, 5),
        ("url", 6, 21),
        ("bot_command", 29, 5),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.integers(2, 9))
def test_a_split_text_loses_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = split_like_an_app(text, limit)
    assert all(0 < utf16_length(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    assert image_size(dummy("photo")[0]) == (960, 720)
    assert image_size(dummy("sticker")[0]) == (512, 512)
    assert image_size(bytes.fromhex("89504e470d0a1a0a0000000d49484452000000200000001108060000")) == (32, 17)
    assert image_size(b"\xff\xd8\xff") is None
    assert image_size(b"") is None


@pytest.mark.parametrize(
    ("times", "waits"),
    [
        ([0.0, 0.4, 0.8, 0.9], [0, 0, 0, 1]),  # the fourth within a second waits
        ([0.0, 0.1, 0.2, 1.05], [0, 0, 0, 0]),  # the first is older than a second
        ([0.0, 0.1, 0.2, 0.3, 1.01], [0, 0, 0, 1, 0]),  # what was refused does not count
    ],
)
def test_the_pace_of_all_messages(times: list[float], waits: list[int]) -> None:
    pace = Pace(Limits(messages_per_second=3))
    assert [pace.seconds_to_wait(number, now=now) for number, now in enumerate(times)] == waits


def test_one_chat_has_a_pace_of_its_own() -> None:
    pace = Pace(Limits(per_chat_per_second=1))
    assert [pace.seconds_to_wait(chat, now=0.0) for chat in (1, 2, 1)] == [0, 0, 1]


def test_without_limits_nobody_waits() -> None:
    pace = Pace(Limits())
    assert {pace.seconds_to_wait(1, now=0.0) for _ in range(1000)} == {0}
