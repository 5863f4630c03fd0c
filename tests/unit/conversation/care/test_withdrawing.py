"""A patient takes the consent back, and perhaps gives it again."""

import pytest

from bot.conversation.decisions import KeepConsent, KeepForm
from tests.talks.patients import Patient, session


def agreed() -> Patient:
    return Patient(sessions=[session()], consent_version=1)


def test_taking_the_consent_back_is_asked_about_before_anything_is_done() -> None:
    patient = agreed()
    patient.commands("privacy")
    patient.taps("consent_withdraw")
    assert (patient.reads, patient.buttons, patient.effects) == ("withdraw_ask", ["withdraw_yes", "withdraw_no"], [])


def test_who_confirms_is_reminded_no_more_and_may_agree_again() -> None:
    patient = agreed()
    patient.taps_data("a:withdraw")
    patient.taps("withdraw_yes")
    assert (patient.reads, patient.effects) == ("withdraw_done", [KeepConsent(version=0)])
    assert patient.buttons == ["consent_again"]


def test_what_was_begun_under_the_consent_ends_with_it() -> None:
    patient = agreed()
    patient.form = {"flow": "reporting"}
    patient.taps_data("a:withdraw_yes")
    assert patient.decision is not None
    assert patient.decision.effects == (KeepConsent(version=0), KeepForm(form={}))


def test_who_thinks_better_of_it_keeps_everything() -> None:
    patient = agreed()
    patient.taps_data("a:withdraw")
    patient.taps("withdraw_no")
    assert (patient.reads, patient.effects) == ("withdraw_kept", [])


def test_agreeing_again_is_asked_in_both_languages_as_at_first() -> None:
    patient = Patient(sessions=[session()])
    patient.commands("privacy")
    patient.taps("consent_again")
    assert (patient.reads, patient.buttons) == ("consent", ["consent_agree", "consent_later"])
    assert patient.screen.in_both_languages
    patient.taps_data("a:consent_agree:fa")
    assert (patient.reads, patient.effects) == ("consent_given_again", [KeepConsent(version=1)])
    assert patient.decision is not None
    assert patient.decision.language == "fa"


def test_who_does_not_agree_again_stays_without_reminders() -> None:
    patient = Patient(sessions=[session()])
    patient.taps_data("a:consent_decline:ar")
    assert (patient.reads, patient.effects) == ("privacy_not_consented", [])


@pytest.mark.parametrize("data", ["a:withdraw", "a:withdraw_yes"])
def test_who_never_agreed_has_nothing_to_take_back(data: str) -> None:
    patient = Patient(sessions=[session()])
    patient.taps_data(data)
    assert patient.decision is None


@pytest.mark.parametrize("action", ["consent_again", "consent_agree", "consent_decline"])
def test_who_agreed_or_has_no_session_is_not_asked_again(action: str) -> None:
    for patient in (agreed(), Patient()):
        patient.taps_data(f"a:{action}")
        assert patient.decision is None
