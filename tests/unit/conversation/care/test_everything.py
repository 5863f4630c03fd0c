"""What is stored of a patient: told, handed out, erased."""

from dataclasses import replace

from bot.conversation.buttons import ForRequest
from bot.conversation.decisions import SayPhrase
from bot.conversation.screens import Amount, Line, SendEverything, TopicText
from tests.talks.patients import AFTERNOON, Patient, session


def test_a_patient_who_is_looked_after_reads_what_is_kept_of_that_too() -> None:
    patient = Patient(sessions=[session()], consent_version=2, consented_at=AFTERNOON)
    patient.commands("privacy")
    assert patient.reads == "privacy privacy_aftercare privacy_consented"
    assert patient.param("kept_for") == Amount(number=730, unit="days")
    assert patient.param("at").at == AFTERNOON
    assert patient.buttons == ["forget", "export", "consent_withdraw", "menu"]
    assert patient.choices[0].target == ForRequest(request="forget")


def test_an_agreement_of_unknown_date_is_told_without_one() -> None:
    patient = Patient(consent_version=1)
    patient.commands("privacy")
    assert patient.param("at") is None


def test_who_did_not_agree_reads_that() -> None:
    patient = Patient(sessions=[session()])
    patient.commands("privacy")
    assert patient.reads == "privacy privacy_aftercare privacy_not_consented"


def test_everybody_else_gets_the_usual_card() -> None:
    patient = Patient()
    patient.commands("privacy")
    assert patient.decision is None
    usual = patient.asks("my_data")
    assert patient.decision is usual


def test_asking_in_words_adds_it_to_the_curated_answer() -> None:
    patient = Patient(sessions=[session()], consent_version=1)
    usual = patient.asks("my_data")
    assert patient.parts[0] == TopicText(topic="my_data", programme="mesotherapy_face")
    assert patient.reads == "privacy_aftercare privacy_consented"
    assert patient.decision == replace(usual, say=patient.say)


def test_the_file_with_everything_is_sent_by_command_and_by_button() -> None:
    patient = Patient(sessions=[session()])
    patient.commands("privacy")
    patient.taps("export")
    by_button = patient.say
    patient.commands("export")
    assert patient.say == by_button == SendEverything(caption=Line(key="export_caption"))


def test_forgetting_is_asked_about_first() -> None:
    patient = Patient()
    patient.commands("forget")
    assert patient.say == SayPhrase(key="forget_ask")
    assert patient.effects == []
