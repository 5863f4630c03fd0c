"""Admins see who belongs to the clinic's people, and take somebody out."""

import pytest

from bot.conversation.decisions import DismissStaff
from bot.words.bidi import strip_isolates
from tests.talks.person import Person
from tests.talks.wording import assert_can_be_said

NURSE = 7_123_456_789
"""Telegram's numbers are longer than 32 bits."""


def admin(*members: int) -> Person:
    person = Person(role="admin")
    person.members = (1, *members)
    person.commands("staff")
    return person


def test_an_admin_sees_everybody_else_with_a_button_each() -> None:
    person = admin(NURSE, 9)
    assert (person.reads, person.buttons) == ("staff_list", ["member", "member"])
    assert_can_be_said(person.screen)


def test_dismissing_is_asked_about_first() -> None:
    person = admin(NURSE)
    person.taps("member")
    assert (person.reads, person.effects) == ("staff_dismiss_ask", [])
    assert strip_isolates(person.param("member")) == str(NURSE)
    assert_can_be_said(person.screen)
    person.taps("dismiss_yes")
    assert (person.reads, person.effects) == ("staff_dismissed", [DismissStaff(user_id=NURSE)])
    assert_can_be_said(person.screen)


def test_who_thinks_better_of_it_is_back_at_the_list() -> None:
    person = admin(NURSE)
    person.taps("member")
    person.taps("dismiss_no")
    assert (person.reads, person.effects) == ("staff_list", [])


def test_an_admin_who_is_alone_is_told_how_to_invite() -> None:
    person = admin()
    assert (person.reads, person.buttons) == ("staff_alone", [])
    assert_can_be_said(person.screen)


@pytest.mark.parametrize("who", ["1", "8", "", "x", "-9"])
def test_nobody_is_dismissed_who_is_not_on_the_list_and_no_admin_themselves(who: str) -> None:
    person = admin(NURSE)
    for action in ("staff_dismiss", "staff_dismissed"):
        person.taps_data(f"a:{action}:{who}" if who else f"a:{action}")
        assert person.decision is None


@pytest.mark.parametrize("role", ["staff", None])
def test_only_admins_see_or_dismiss_anybody(role: object) -> None:
    person = Person(role=role)  # type: ignore[arg-type]
    person.members = (1, NURSE)
    person.commands("staff")
    assert person.decision is None
    for data in ("a:staff", f"a:staff_dismiss:{NURSE}", f"a:staff_dismissed:{NURSE}"):
        person.taps_data(data)
        assert person.decision is None
