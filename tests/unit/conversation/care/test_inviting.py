"""The clinic's people come by invitation: who may invite, and what a link makes of whom."""

from datetime import timedelta
from typing import Literal

import pytest

from bot.aftercare.reminders import Offer
from bot.conversation.care.links import Payload, clinic_id_of, link_to, read_payload
from bot.conversation.decisions import InviteStaff, JoinStaff
from tests.talks.person import NOW, Person

PAYLOAD = "i_0c1d2e_secret-of_the-link"
TO_STAFF = Offer(token_hash="hash of secret-of_the-link", role="staff")
TO_ADMIN = Offer(token_hash="hash of secret-of_the-link", role="admin")


@pytest.fixture
def admin() -> Person:
    """Somebody whom the settings name, who has just sent /invite."""
    person = Person(role="admin")
    person.commands("invite")
    return person


def opens(person: Person, offer: Offer | str | None, payload: str = PAYLOAD) -> Person:
    """Open a link that is worth this."""
    person.brings(offer)
    person.commands("start", payload)
    return person


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_an_admin_invites_for_a_role_and_is_given_a_link_for_once(
    admin: Person, role: Literal["admin", "staff"]
) -> None:
    assert (admin.reads, admin.buttons) == ("invite_role", ["staff", "admin", "cancel", "list"])
    admin.taps(role)
    assert admin.reads == "invite_done invite_link"
    assert admin.lines[1].params == {"link": f"https://t.me/nada_clinic_bot?start={PAYLOAD}"}
    assert admin.effects == [
        InviteStaff(role=role, token_hash="hash of secret-of_the-link", expires_at=NOW + timedelta(hours=48))
    ]


def test_an_invitation_can_be_called_off(admin: Person) -> None:
    admin.taps("cancel")
    assert (admin.reads, admin.effects) == ("invite_cancelled", [])


@pytest.mark.parametrize("role", ["staff", None])
def test_nobody_but_an_admin_invites(role: Literal["staff"] | None) -> None:
    person = Person(role=role)
    person.commands("invite")
    assert person.decision is None
    person.taps_data("a:invite:admin")
    assert person.decision is None


@pytest.mark.parametrize("data", ["a:invite", "a:invite:owner", "a:invite:staff:admin"])
def test_there_are_no_other_roles(admin: Person, data: str) -> None:
    admin.taps_data(data)
    assert admin.decision is None


def test_who_opens_an_invitation_joins_and_can_register_at_once() -> None:
    guest = opens(Person(role=None), TO_STAFF)
    assert (guest.reads, guest.buttons) == ("joined_staff", ["begin"])
    assert guest.effects == [JoinStaff(token_hash="hash of secret-of_the-link")]
    guest.role = "staff"
    guest.taps("begin")
    assert guest.reads == "register_programme"


def test_who_is_invited_as_admin_is_told_how_to_invite() -> None:
    guest = opens(Person(role=None), TO_ADMIN)
    assert guest.reads == "joined_admin"
    assert {name: str(value).strip("\u2068\u2069") for name, value in guest.lines[0].params.items()} == {
        "register": "/register",
        "invite": "/invite",
    }


def test_staff_who_are_invited_as_admin_become_that() -> None:
    assert opens(Person(role="staff"), TO_ADMIN).effects


@pytest.mark.parametrize(("role", "offer"), [("admin", TO_STAFF), ("admin", TO_ADMIN), ("staff", TO_STAFF)])
def test_who_has_the_role_already_does_not_use_the_invitation_up(role: Literal["admin", "staff"], offer: Offer) -> None:
    person = opens(Person(role=role), offer)
    assert (person.reads, person.effects) == ("staff_already", [])


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("used", "invitation_used"),
        ("expired", "invitation_expired"),
        ("unknown", "invitation_unknown"),
        ("of another clinic", "invitation_of_another_clinic"),
        (None, "invitation_unknown"),
        # The link of a session, bent into an invitation.
        (Offer(token_hash="hash"), "invitation_unknown"),
    ],
)
def test_an_invitation_that_is_worth_nothing_says_why(reason: str | None, sentence: str) -> None:
    guest = opens(Person(role=None), reason)
    assert (guest.reads, guest.effects) == (sentence, [])


def test_who_opens_their_own_invitation_again_is_told_that_they_have_joined() -> None:
    assert opens(Person(role="staff"), "used").reads == "staff_already"


def test_an_invitation_of_another_clinic_is_one_whatever_it_offers() -> None:
    guest = opens(Person(role=None), TO_ADMIN, "i_ffffff_secret-of_the-link")
    assert (guest.reads, guest.effects) == ("invitation_of_another_clinic", [])


def test_links_are_read_as_they_were_written() -> None:
    payload = Payload(kind="s", clinic_id=clinic_id_of("Nada_Clinic_Bot"), token="a_b-c_")
    _, _, argument = link_to(payload, "Nada_Clinic_Bot").partition("?start=")
    assert read_payload(argument) == payload
    assert clinic_id_of("nada_clinic_bot") == payload.clinic_id != clinic_id_of("another_bot")


@pytest.mark.parametrize("argument", ["", "i", "i_0c1d2e", "i_0c1d2e_", "i__token", "x_0c1d2e_token", "hello"])
def test_other_arguments_of_start_are_no_links(argument: str) -> None:
    assert read_payload(argument) is None
    person = Person(role=None)
    person.commands("start", argument)
    assert person.decision is None
