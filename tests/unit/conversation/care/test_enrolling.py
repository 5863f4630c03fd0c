"""A patient opens the clinic's link: what they are asked, what begins, and why a link begins nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.aftercare.reminders import Offer
from bot.aftercare.steps import Span
from bot.conversation.buttons import ForTopic, encode
from bot.conversation.context import Context
from bot.conversation.decisions import CancelSession, KeepConsent, RedeemOffer
from bot.conversation.screens import StepText, TimelinePicture
from tests.aftercare_examples import RIYADH, step
from tests.talks.newcomers import PLAN, PLANNER, Newcomer, session
from tests.talks.person import NOW

LINK = "s_0c1d2e_secret-of_the-link"
HASH = "hash of secret-of_the-link"
FIRST = ("first_hours",)
"""What the first message of a session of today tells."""
OFFERED = session(id=31, chat_id=0, number=2, total=4)
MINE = session(id=8, at=NOW - timedelta(days=20))
MOTHERS = session(id=9, at=NOW - timedelta(days=10), person="Mum")


def opens(patient: Newcomer, payload: str = LINK, offer: Offer | str | None = None) -> Newcomer:
    """Open a link that offers the session of today, or what is said."""
    patient.brings(offer or Offer(token_hash=HASH, session=OFFERED))
    patient.commands("start", payload)
    return patient


def test_who_opens_the_link_is_asked_for_consent_in_both_languages_before_anything_is_kept() -> None:
    patient = opens(Newcomer())
    assert (patient.reads, patient.buttons) == ("consent", ["agree", "later"])
    assert patient.screen.in_both_languages
    assert patient.effects == []
    assert patient.form == {"flow": "enrolling", "asks": "consent", "token_hash": HASH}


def test_who_agrees_is_looked_after_from_then_on() -> None:
    patient = opens(Newcomer())
    patient.taps("agree")
    assert patient.effects == [KeepConsent(version=1), RedeemOffer(token_hash=HASH, told=FIRST)]
    assert patient.form == {}
    assert patient.reads == "enrolled enrolled_session enrolled_number_of enrolled_now enrolled_follows"
    assert patient.confirmed_time == OFFERED.at


def test_the_first_message_says_what_still_applies_and_shows_the_card() -> None:
    patient = opens(Newcomer(consented=True))
    steps = [part for part in patient.screen.parts if isinstance(part, StepText)]
    assert steps == [StepText(programme="prp", step="first_hours")]
    assert patient.screen.picture == TimelinePicture(session=replace(OFFERED, chat_id=1), zone=RIYADH)
    assert patient.buttons == ["reminders", "allowed"]


def test_what_is_over_is_not_told_any_more() -> None:
    long_ago = Offer(token_hash=HASH, session=session(at=NOW - timedelta(days=2)))
    patient = opens(Newcomer(consented=True), offer=long_ago)
    assert patient.effects == [RedeemOffer(token_hash=HASH)]
    assert StepText not in map(type, patient.screen.parts)


def test_after_a_session_of_long_ago_no_reminder_is_promised() -> None:
    long_ago = Offer(token_hash=HASH, session=session(at=NOW - timedelta(days=2)))
    patient = opens(Newcomer(consented=True), offer=long_ago)
    assert patient.reads == "enrolled_only_kept enrolled_session enrolled_nothing_follows"
    running = Offer(token_hash=HASH, session=session(at=NOW - timedelta(days=2)))
    patient = opens(Newcomer(session(at=NOW - timedelta(days=2)), consented=True), offer=running)
    assert patient.reads == "enrolled_kept_already enrolled_session enrolled_nothing_follows"


def test_what_is_told_at_once_is_not_promised_again() -> None:
    patient = Newcomer(consented=True)
    only = step("first_hours", hours=0, lasts=Span(hours=12), on_late="merge")
    patient.desk = replace(patient.desk, planner=replace(PLANNER, steps={"prp": (only,)}))
    assert opens(patient).reads.endswith("enrolled_now enrolled_nothing_follows")


def test_who_still_has_the_next_appointment_ahead_is_promised_reminders() -> None:
    long_ago = Offer(token_hash=HASH, session=session(at=NOW - timedelta(days=2)), next_at=NOW + timedelta(days=20))
    patient = opens(Newcomer(consented=True), offer=long_ago)
    assert patient.reads == "enrolled enrolled_session enrolled_next enrolled_follows"


def test_what_is_asked_next_is_answered_for_the_treatment_of_the_session() -> None:
    of_hair = Offer(token_hash=HASH, session=session(programme="mesotherapy_hair"))
    patient = opens(Newcomer(consented=True), offer=of_hair)
    assert patient.decision is not None
    assert patient.decision.context == Context(treatment="mesotherapy", area="hair")
    assert patient.choices[-1].target == ForTopic(topic="aftercare")


@pytest.mark.parametrize(("area", "programme"), [("neck", "mesotherapy_face"), ("hair", "prp"), (None, "prp")])
def test_the_area_of_the_session_is_remembered_in_the_talk(area: str | None, programme: str) -> None:
    patient = opens(
        Newcomer(consented=True), offer=Offer(token_hash=HASH, session=session(area=area, programme=programme))
    )
    assert (patient.chat.context.area, patient.chat.context.programme) == (area, programme)


def test_for_a_booked_session_there_is_no_card_yet() -> None:
    booked = Offer(token_hash=HASH, session=session(at=NOW + timedelta(days=9), booked=True))
    patient = opens(Newcomer(consented=True), offer=booked)
    assert patient.reads == "enrolled enrolled_session enrolled_booked"
    assert patient.screen.picture is None
    assert patient.buttons == ["reminders", "prepare"]


def test_who_enrols_shortly_before_a_booked_session_is_told_what_matters_now() -> None:
    booked = Offer(token_hash=HASH, session=session(at=NOW + timedelta(days=2), booked=True))
    assert StepText(programme="prp", step="before") in opens(Newcomer(consented=True), offer=booked).screen.parts


def test_a_booked_session_whose_time_is_over_is_not_promised_a_reminder() -> None:
    booked = Offer(token_hash=HASH, session=session(at=NOW - timedelta(hours=1), booked=True))
    assert opens(Newcomer(consented=True), offer=booked).reads == "enrolled enrolled_session enrolled_booked_past"


def test_the_next_session_is_named_where_it_is_known() -> None:
    both = Offer(token_hash=HASH, session=session(), next_at=NOW + timedelta(days=28))
    assert "enrolled_next" in opens(Newcomer(consented=True), offer=both).reads


def test_who_paused_the_reminders_is_told_so() -> None:
    patient = Newcomer(consented=True)
    patient.paused_until = NOW + timedelta(days=1)
    assert opens(patient).reads.endswith("enrolled_paused")


def test_who_does_not_agree_leaves_nothing_behind_and_may_come_back() -> None:
    patient = opens(Newcomer())
    patient.taps("later")
    assert (patient.reads, patient.effects, patient.form) == ("enrol_declined", [], {})
    opens(patient).taps("agree")
    assert RedeemOffer(token_hash=HASH, told=FIRST) in patient.effects


@pytest.mark.parametrize("button", ["enrol_agree", "enrol_decline"])
@pytest.mark.parametrize("language", ["ar", "fa"])
def test_the_button_of_a_language_goes_on_in_it(button: str, language: str) -> None:
    patient = opens(Newcomer())
    patient.taps_data(f"a:{button}:{language}")
    assert patient.decision is not None
    assert patient.decision.language == language


def test_who_agreed_before_is_not_asked_again() -> None:
    assert opens(Newcomer(consented=True)).effects == [RedeemOffer(token_hash=HASH, told=FIRST)]


@pytest.mark.parametrize(
    ("offer", "sentence"),
    [
        ("unknown", "link_unknown"),
        ("used", "link_used"),
        ("expired", "link_expired"),
        ("of another clinic", "link_of_another_clinic"),
        # An invitation of staff, bent into the link of a session.
        (Offer(token_hash=HASH, role="admin"), "link_unknown"),
    ],
)
def test_a_link_that_is_worth_nothing_says_why(offer: Offer | str, sentence: str) -> None:
    patient = opens(Newcomer(), offer=offer)
    assert (patient.reads, patient.effects, patient.form) == (sentence, [], {})


def test_a_link_that_nothing_was_found_for_is_unknown() -> None:
    patient = Newcomer()
    patient.commands("start", LINK)
    assert patient.reads == "link_unknown"


def test_a_link_of_another_clinic_is_one_whatever_it_offers() -> None:
    assert opens(Newcomer(), "s_ffffff_secret-of_the-link").reads == "link_of_another_clinic"


@pytest.mark.parametrize("payload", ["s_", "s_0c1d2e", "s_0c1d2e_", "s__token"])
def test_half_a_link_is_told_from_none(payload: str) -> None:
    assert opens(Newcomer(), payload).reads == "link_unknown"


@pytest.mark.parametrize("payload", ["", "hello", "x_0c1d2e_token"])
def test_start_without_a_link_is_left_to_the_menu(payload: str) -> None:
    patient = Newcomer()
    patient.commands("start", payload)
    assert patient.decision is None


def test_an_invitation_of_staff_begins_no_aftercare() -> None:
    assert "consent" not in opens(Newcomer(), "i_0c1d2e_secret-of_the-link").reads


@pytest.mark.parametrize("reason", ["used", "expired"])
def test_a_link_that_ran_out_before_they_agreed_keeps_nothing(reason: str) -> None:
    patient = opens(Newcomer())
    patient.brings(reason)
    patient.taps("agree")
    assert (patient.reads, patient.effects, patient.form) == (f"link_{reason}", [], {})


def test_who_scans_the_card_again_is_told_that_it_is_running() -> None:
    running = replace(OFFERED, chat_id=1)
    patient = opens(Newcomer(running, consented=True), offer=Offer(token_hash=HASH, session=running))
    assert patient.reads.startswith("enrolled_already enrolled_session")
    assert (patient.effects, patient.screen.picture) == ([], TimelinePicture(session=running, zone=RIYADH))


def test_who_has_sessions_is_asked_for_whom_this_one_is() -> None:
    patient = opens(Newcomer(MINE, MOTHERS, consented=True))
    assert (patient.reads, patient.buttons) == ("for_whom", ["me", "person", "someone"])
    assert patient.effects == []
    patient.taps("me")
    assert patient.effects == [RedeemOffer(token_hash=HASH, person="", told=FIRST)]


def test_it_may_be_for_somebody_who_is_known() -> None:
    patient = opens(Newcomer(MINE, MOTHERS, consented=True))
    patient.taps_at("Mum")
    assert patient.effects == [RedeemOffer(token_hash=HASH, person="Mum", told=FIRST)]
    assert "enrolled_person" in patient.reads


@pytest.mark.parametrize(
    ("typed", "nickname"),
    [
        ("أمي", "أمي"),
        ("  خاله   زهرا ", "خاله زهرا"),
        ("خاله\u200cزهرا", "خاله زهرا"),
        ("مُحَمَّد", "محمد"),
        ("علی ۲", "علی ۲"),
        ("mum", "Mum"),
        ("ا" * 20, "ا" * 20),
    ],
)
def test_it_may_be_for_somebody_new_under_a_nickname(typed: str, nickname: str) -> None:
    patient = opens(Newcomer(MINE, MOTHERS, consented=True))
    patient.taps("someone")
    assert patient.reads == "nickname_ask"
    patient.says(typed)
    assert (patient.reads, patient.effects, patient.param("person")) == ("nickname_confirm", [], nickname)
    patient.taps("yes")
    assert patient.effects == [RedeemOffer(token_hash=HASH, person=nickname, told=FIRST)]


@pytest.mark.parametrize("typed", ["ا" * 21, "<b>Mum</b>", "*Mum*", "🙂", "a\u202eb", "a\u2068b", "...", "   ", "@mum"])
def test_what_is_no_nickname_is_asked_for_again(typed: str) -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.says(typed)
    assert (patient.reads, patient.effects) == ("nickname_wrong", [])
    patient.says("Mum")
    patient.taps("yes")
    assert patient.effects == [RedeemOffer(token_hash=HASH, person="Mum", told=FIRST)]


@pytest.mark.parametrize("typed", ["وجهي يؤلمني جدا", "نمی‌خواهم پیام بدهی", "وجهي متورم.", "صورتم، درد", "Mum, please"])
def test_a_sentence_is_no_nickname(typed: str) -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.says(typed)
    assert patient.decision is None
    assert patient.form["asks"] == "nickname"


def test_a_nickname_that_was_not_meant_is_typed_anew_or_asked_for_again() -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.says("Mam")
    stale = next(encode(each.target) for each in patient.choices if patient.name_of(each) == "yes")  # type: ignore[arg-type]
    patient.taps("no")
    assert patient.reads == "nickname_ask"
    patient.says("Mom")
    patient.says("Mum")
    patient.taps_data(stale)
    assert patient.decision is None
    patient.says("Mum")
    patient.taps("yes")
    assert patient.effects == [RedeemOffer(token_hash=HASH, person="Mum", told=FIRST)]


def test_a_nickname_may_turn_out_to_be_the_patient() -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.says("Sara")
    patient.taps("me")
    assert patient.effects == [RedeemOffer(token_hash=HASH, told=FIRST)]


@pytest.mark.parametrize("typed", ["متى أغسل وجهي؟", "when?"])
def test_a_question_is_no_nickname(typed: str) -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.says(typed)
    assert patient.decision is None
    assert patient.form["asks"] == "nickname"


def test_what_is_written_a_day_later_is_no_nickname() -> None:
    patient = opens(Newcomer(MINE, consented=True))
    patient.taps("someone")
    patient.now += timedelta(days=1)
    patient.says("Hello")
    assert patient.decision is None


def test_the_clinics_word_replaces_what_the_patient_told_of_the_same_session() -> None:
    told = session(id=8, at=OFFERED.at - timedelta(hours=3), self_reported=True)
    patient = opens(Newcomer(told, consented=True))
    patient.taps("me")
    assert patient.effects == [CancelSession(session_id=8), RedeemOffer(token_hash=HASH, told=FIRST)]


@pytest.mark.parametrize(
    "other",
    [
        session(id=8, at=OFFERED.at - timedelta(hours=3)),
        session(id=8, at=OFFERED.at - timedelta(hours=7), self_reported=True),
        session(id=8, at=OFFERED.at, self_reported=True, programme="mesotherapy_hair"),
        session(id=8, at=OFFERED.at, self_reported=True, person="Mum"),
    ],
)
def test_no_other_session_is_replaced(other: object) -> None:
    patient = opens(Newcomer(other, consented=True))  # type: ignore[arg-type]
    patient.taps("me")
    assert patient.effects == [RedeemOffer(token_hash=HASH, told=FIRST)]


def test_a_session_that_is_replaced_keeps_nothing_back() -> None:
    told = session(id=8, at=OFFERED.at + timedelta(hours=1), self_reported=True)
    patient = Newcomer(told, consented=True)
    alone = step("alone", hours=0, lasts=Span(hours=12), on_late="merge", only_without_next=True)
    patient.desk = replace(patient.desk, planner=replace(PLANNER, steps={"prp": (*PLAN, alone)}))
    opens(patient)
    patient.taps("me")
    assert patient.effects == [CancelSession(session_id=8), RedeemOffer(token_hash=HASH, told=(*FIRST, "alone"))]


@pytest.mark.parametrize("self_reported", [True, False])
def test_the_next_session_is_not_booked_a_second_time(self_reported: bool) -> None:
    next_at = NOW + timedelta(days=28)
    known = session(id=8, at=next_at + timedelta(hours=1), booked=True, self_reported=self_reported)
    patient = opens(Newcomer(known, consented=True), offer=Offer(token_hash=HASH, session=OFFERED, next_at=next_at))
    patient.taps("me")
    assert patient.effects[0] == CancelSession(session_id=8)
    assert len(patient.effects) == 2


def test_a_next_session_whose_time_is_over_is_not_announced() -> None:
    late = Offer(token_hash=HASH, session=session(at=NOW - timedelta(hours=2)), next_at=NOW - timedelta(minutes=1))
    assert "enrolled_next" not in opens(Newcomer(consented=True), offer=late).reads


@pytest.mark.parametrize("data", ["enrol_agree", "enrol_decline", "enrol_for:me", "enrol_for:other", "enrol_agree:xx"])
def test_buttons_of_a_link_that_is_not_open_do_nothing(data: str) -> None:
    patient = Newcomer(MINE, consented=True)
    patient.brings(Offer(token_hash=HASH, session=OFFERED))
    patient.taps_data(f"a:{data}")
    assert patient.decision is None


@pytest.mark.parametrize("argument", ["", "99", "-1", "8", "Mum"])
def test_nobody_else_can_be_chosen(argument: str) -> None:
    patient = opens(Newcomer(MINE, MOTHERS, consented=True))
    patient.taps_data(f"a:enrol_for:{argument}" if argument else "a:enrol_for")
    assert patient.decision is None


def test_a_tap_does_not_answer_a_question_that_was_not_asked_yet() -> None:
    patient = opens(Newcomer(MINE))
    patient.taps_data("a:enrol_for:me")
    assert patient.decision is None


def test_the_offer_of_another_link_is_not_taken_for_that_of_the_form() -> None:
    patient = opens(Newcomer())
    patient.brings(Offer(token_hash="another", session=OFFERED))
    patient.taps("agree")
    assert (patient.reads, patient.effects) == ("link_unknown", [])


def test_the_buttons_fit_into_telegrams_64_bytes() -> None:
    patient = opens(Newcomer(replace(MOTHERS, id=2**31), consented=True))
    assert all(len(encode(each.target)) <= 64 for each in patient.choices if not isinstance(each.target, str))
