"""After a session: staff register it, the patient agrees, and is accompanied from then on."""

import asyncio
from datetime import timedelta

import pytest

from bot.content.scope import LANGUAGES, Language
from tests.journeys.aftercare import Clock, enrols, registers, staff
from tests.journeys.conftest import Stored
from tests.journeys.words import Words
from tests.rafiq_process import RafiqProcess, run_rafiq
from tests.simulator_client import Patient, Simulation

WITHIN = 20.0
"""Seconds; the worker looks every 5."""


@pytest.fixture
def clock(rafiq: RafiqProcess) -> Clock:
    return Clock(rafiq.folder / "rafiq.db")


@pytest.fixture
async def payload(telegram: Simulation, words: Words) -> str:
    """Give the link of a session of plasma that ended just now."""
    return await registers(await staff(telegram), words, "الآن")


async def is_reminded(patient: Patient, payload: str, words: Words, stored: Stored, clock: Clock) -> None:
    """Let a patient enrol and get the first day's question, which can be put off."""
    await enrols(patient, payload, words)
    await stored.settled(patient)
    clock.makes_due(patient, "check_in_day_1")
    await patient.sees(buttons=[..., words.phrase("remind_later_button", "ar")], within=WITHIN)
    await stored.until(lambda: stored.rows("reminders", chat_id=patient.id, step="check_in_day_1", state="sent"))


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_a_patient_who_scans_the_card_agrees_first_and_is_then_accompanied(
    patient: Patient, payload: str, words: Words, stored: Stored, language: Language
) -> None:
    await enrols(patient, payload, words, language)
    assert any("photo" in seen.message for seen in await patient.conversation())
    await stored.settled(patient)
    planned = stored.rows("reminders", chat_id=patient.id)
    assert {row["state"] for row in planned} == {"planned", "sent"}
    assert [row["step"] for row in planned if row["state"] == "sent"] == ["start"]
    await patient.says("/reminders")
    await patient.sees(words.phrase("reminders_coming", language))


async def test_without_consent_nothing_is_kept_and_the_link_stays_usable(
    sara: Patient, payload: str, words: Words, stored: Stored
) -> None:
    await sara.says(f"/start {payload}")
    await sara.sees(buttons=[..., *[words.phrase("consent_later_button", each) for each in LANGUAGES][-1:]])
    await sara.taps(words.phrase("consent_later_button", "ar"))
    await sara.sees(words.phrase("enrol_declined", "ar"))
    await stored.settled(sara)
    assert "sessions" not in stored.of(sara)
    await enrols(sara, payload, words)


async def test_a_link_works_once(sara: Patient, reza: Patient, payload: str, words: Words) -> None:
    await enrols(sara, payload, words)
    await sara.says(f"/start {payload}")
    await sara.sees(words.phrase("enrolled_already", "ar"))
    await reza.says(f"/start {payload}")
    await reza.sees(words.phrase("link_used", "fa"))


@pytest.mark.parametrize(
    ("payload_of", "phrase"), [("s_000000_{token}", "link_of_another_clinic"), ("{start}wrong", "link_unknown")]
)
async def test_a_link_that_is_not_ours_or_forged_is_told_so(
    sara: Patient, payload: str, words: Words, payload_of: str, phrase: str
) -> None:
    # A token may hold the sign that stands before it.
    kind, clinic, token = payload.split("_", 2)
    await sara.says("/start " + payload_of.format(token=token, start=f"{kind}_{clinic}_"))
    await sara.sees(words.phrase(phrase, "ar"))


async def test_who_is_not_of_the_clinic_registers_nothing(sara: Patient, words: Words) -> None:
    await sara.says("/register")
    await sara.sees(words.phrase("unknown_command", "ar"))


async def test_a_reminder_that_is_due_arrives_and_can_be_put_off(
    sara: Patient, payload: str, words: Words, stored: Stored, clock: Clock
) -> None:
    await is_reminded(sara, payload, words, stored, clock)
    await sara.taps(words.phrase("remind_later_button", "ar"))
    await sara.sees(words.phrase("later_ask", "ar"))


async def test_a_reminder_that_came_is_put_off_in_words_too(
    sara: Patient, payload: str, words: Words, stored: Stored, clock: Clock
) -> None:
    await is_reminded(sara, payload, words, stored, clock)
    await sara.says("مشغولة الحين، ذكريني بعد ساعة")
    await sara.sees(words.phrase("later_done", "ar", at=""))
    await stored.settled(sara)
    (put_off,) = stored.rows("reminders", chat_id=sara.id, step="check_in_day_1", state="planned")
    assert put_off["snoozed_until"] == put_off["due_at"]


async def test_a_wish_to_move_a_session_reaches_a_person_and_the_answer_the_patient(
    sara: Patient, payload: str, words: Words, stored: Stored, clock: Clock, rafiq: RafiqProcess
) -> None:
    await enrols(sara, payload, words)
    await stored.settled(sara)
    clock.is_noon_for(sara, session_in=timedelta(days=5))
    await sara.says("/session")
    ask = words.phrase("session_ask_button", "ar")
    await sara.sees(buttons=[..., ask, ...])
    await sara.taps(ask)
    await sara.sees(buttons=[words.phrase("leave_it_button", "ar")])
    await sara.says("الخميس بعد العصر لو تيسر")
    await sara.sees(buttons=[words.phrase("wish_send_button", "ar"), ...])
    await sara.taps(words.phrase("wish_send_button", "ar"))
    wish = await stored.row("move_requests", chat_id=sara.id)
    closed = await asyncio.to_thread(run_rafiq, rafiq.folder, "requests", "--declined", str(wish["id"]))
    assert (closed.returncode, closed.stderr) == (0, "")
    first_line, *_ = words.phrase("wish_declined", "ar", treatment="", at="", person="").splitlines()
    await sara.sees(first_line, within=WITHIN)


async def test_a_patient_who_feels_worse_is_told_what_to_do_and_the_clinic_has_an_alarm(
    sara: Patient, payload: str, words: Words, stored: Stored, clock: Clock
) -> None:
    await enrols(sara, payload, words)
    await stored.settled(sara)
    clock.makes_due(sara, "check_in_day_3")
    answers = [words.phrase(f"{answer}_button", "ar") for answer in ("fine", "not_sure", "worse")]
    await sara.sees(buttons=[*answers, ...], within=WITHIN)
    await sara.taps(answers[2])
    symptom = words.catalogue.value_label("symptom", "pus", "ar")
    await sara.sees(buttons=[..., symptom, ...])
    await sara.taps(symptom)
    await sara.sees("997")
    alarm = await stored.row("alarms", chat_id=sara.id)
    assert (alarm["symptom"], alarm["state"]) == ("pus", "open")


async def test_a_patient_who_said_stop_gets_nothing_that_was_planned(
    sara: Patient, payload: str, words: Words, stored: Stored, clock: Clock
) -> None:
    await enrols(sara, payload, words)
    await sara.says("وقف التذكيرات")
    await sara.sees(words.phrase("reminders_stopped_now", "ar"))
    await stored.settled(sara)
    clock.makes_due(sara, "fading")
    await stored.until(
        lambda: stored.rows("reminders", chat_id=sara.id, step="fading", state="cancelled", reason="stopped"),
        within=WITHIN,
    )
    await sara.sees_nothing()


async def test_an_activity_is_answered_for_the_patients_own_session(sara: Patient, payload: str, words: Words) -> None:
    await enrols(sara, payload, words)
    await sara.says("متى أحط مكياج؟")
    seen = await sara.sees(words.catalogue.value_label("activity", "makeup", "ar"))
    curated = words.answer("activity_check", "ar", "prp", activity=("makeup",))
    assert seen.text.endswith(curated)
    assert len(seen.text) > len(curated)


async def test_a_symptom_is_answered_by_the_hour_of_the_patients_own_session(
    sara: Patient, payload: str, words: Words
) -> None:
    await enrols(sara, payload, words)
    await sara.says("طلع لي احمرار خفيف")
    seen = await sara.sees(words.catalogue.value_label("symptom", "redness", "ar"))
    first_line, *_ = words.phrase("symptom_within", "ar", at="", until="", person="").splitlines()
    assert seen.text.startswith(first_line.rstrip())
    await sara.says("عندي حكة شديدة")
    await sara.sees(words.phrase("symptom_severe", "ar"))


async def test_a_session_that_the_patient_reports_is_confirmed_before_anything_is_kept(
    reza: Patient, words: Words, stored: Stored
) -> None:
    await reza.says("دیروز ساعت ۵ عصر جلسهٔ پلاسما داشتم")
    yes = words.phrase("report_yes_button", "fa")
    await reza.sees(buttons=[yes, ...])
    await stored.settled(reza)
    assert "sessions" not in stored.of(reza)
    await reza.taps(yes)
    await reza.sees(buttons=[words.phrase("consent_agree_button", "ar"), ...])
    await reza.taps(words.phrase("consent_agree_button", "fa"))
    await reza.sees(words.phrase("enrolled", "fa"))
    session = await stored.row("sessions", chat_id=reza.id)
    assert (session["programme"], session["self_reported"], session["state"]) == ("prp", 1, "active")


async def test_an_hour_without_morning_or_evening_is_asked(reza: Patient, words: Words) -> None:
    await reza.says("دیروز ساعت ۵ جلسهٔ پلاسما داشتم")
    seen = await reza.sees(words.phrase("report_half", "fa"))
    assert len([label for label in seen.buttons if "۵" in label]) == 2


async def test_a_patient_reads_all_that_is_stored_and_has_it_erased(
    sara: Patient, payload: str, words: Words, stored: Stored, telegram: Simulation
) -> None:
    await enrols(sara, payload, words)
    await sara.says("/export")
    seen = await sara.sees(words.phrase("export_caption", "ar"))
    sent = await telegram.calls("sendDocument")
    assert "document" in seen.message
    assert sent
    await sara.says("/forget")
    await sara.sees(words.phrase("forget_ask", "ar"))
    await sara.taps(words.phrase("forget_yes_button", "ar"))
    await sara.sees(words.phrase("forget_done", "ar"))
    await stored.until(lambda: not stored.of(sara))
