"""Telegram is slow, busy, broken or unwilling: patients get their answer once, or as soon as it can be had."""

import time

import pytest

from tests.faults.inbox_file import InboxFile
from tests.journeys.words import Words
from tests.rafiq_process import RafiqProcess
from tests.simulator_client import Patient, Simulation

CANNOT_BREATHE = "لا أستطيع التنفس"
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def sends(simulation: Simulation, patient: Patient) -> list[float]:
    """Return when each attempt to send this patient something was made."""
    calls = await simulation.calls("sendMessage")
    return [call["at"] for call in calls if call["chat_id"] == str(patient.id)]


async def test_an_answer_whose_connection_breaks_after_telegram_took_it_is_not_sent_again(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile
) -> None:
    await troubled.trouble("sendMessage", drop="after_accepting")
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    await troubled_inbox.settles(sara.id)
    await sara.sees_nothing()
    assert len(await sends(troubled, sara)) == 1


async def test_an_answer_that_may_have_arrived_is_not_sent_again_and_the_talk_goes_on(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile
) -> None:
    await troubled.trouble("sendMessage", drop="before_accepting")
    await sara.says("/help")
    assert await troubled_inbox.settles(sara.id) == ["done"]
    await sara.says("/menu")
    await sara.sees(words.phrase("menu_title", "ar"))
    assert len(await sends(troubled, sara)) == 2


async def test_an_emergency_text_that_may_not_have_arrived_is_sent_again(
    troubled: Simulation, sara: Patient, troubled_inbox: InboxFile
) -> None:
    await troubled.trouble("sendMessage", times=2, drop="before_accepting")
    await sara.says(CANNOT_BREATHE)
    await sara.sees("997")
    await troubled_inbox.settles(sara.id)
    assert len(await sends(troubled, sara)) == 3


async def test_an_emergency_text_is_better_read_twice_than_never(
    troubled: Simulation, sara: Patient, troubled_inbox: InboxFile
) -> None:
    await troubled.trouble("sendMessage", drop="after_accepting")
    await sara.says(CANNOT_BREATHE)
    await sara.sees("997")
    await sara.sees("997")
    await troubled_inbox.settles(sara.id)
    assert len(await sends(troubled, sara)) == 2


async def test_a_slow_answer_of_telegram_keeps_nobody_else_waiting(
    troubled: Simulation, sara: Patient, reza: Patient, words: Words, troubled_inbox: InboxFile
) -> None:
    await troubled.trouble("sendMessage", hang=2)
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    await reza.says("/help")
    await reza.sees(words.phrase("help", "fa"), within=1.5)
    assert "open" in troubled_inbox.states(sara.id)
    await troubled_inbox.settles(sara.id)
    assert len(await sends(troubled, sara)) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_answer_that_telegram_could_not_take_is_sent_again_until_it_does(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile, status: int
) -> None:
    await troubled.trouble("sendMessage", times=3, status=status)
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    await troubled_inbox.settles(sara.id)
    await sara.sees_nothing()
    assert len(await sends(troubled, sara)) == 4


async def test_when_telegram_asks_for_a_pause_everyone_waits_and_then_gets_an_answer(
    troubled: Simulation, sara: Patient, reza: Patient, words: Words
) -> None:
    await troubled.trouble("sendMessage", status=429, retry_after=2)
    before = max((call["number"] for call in await troubled.calls("sendMessage")), default=0)
    await sara.says("/help")
    refused = (await troubled.calls("sendMessage", after=before, within=5))[0]["at"]
    await reza.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    await reza.sees(words.phrase("help", "fa"))
    later = [at for patient in (sara, reza) for at in await sends(troubled, patient) if at != refused]
    assert len(later) == 2
    assert min(later) >= refused + 2


@pytest.mark.parametrize("leaving", ["blocks", "leaves_telegram"])
async def test_a_patient_who_is_gone_gets_nothing_more_and_holds_nobody_up(
    troubled: Simulation, sara: Patient, reza: Patient, words: Words, troubled_inbox: InboxFile, leaving: str
) -> None:
    # The answer is on its way when the patient leaves.
    await troubled.trouble("sendMessage", status=500)
    await sara.says("/help")
    await troubled_inbox.receives(sara.id)
    await (sara.blocks() if leaving == "blocks" else sara.leaves_telegram())
    states = await troubled_inbox.settles(sara.id, count=2 if leaving == "blocks" else 1)
    assert set(states) == {"done"}
    assert troubled_inbox.is_blocked(sara.id)
    await sara.sees_nothing()
    await reza.says("/help")
    await reza.sees(words.phrase("help", "fa"))


async def test_a_patient_who_blocked_rafiq_and_writes_again_is_answered_again(
    sara: Patient, words: Words, troubled_inbox: InboxFile
) -> None:
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    await sara.blocks()
    await troubled_inbox.settles(sara.id, count=2)
    assert troubled_inbox.is_blocked(sara.id)
    await sara.says("/start")
    await sara.sees(words.phrase("greeting", "ar"))
    await troubled_inbox.settles(sara.id, count=4)
    assert not troubled_inbox.is_blocked(sara.id)


async def test_a_group_that_became_another_chat_is_answered_there_from_then_on(
    troubled: Simulation, words: Words, troubled_inbox: InboxFile
) -> None:
    family = await troubled.patient(first_name="العائلة", type="group")
    await troubled.trouble("sendMessage", status=500)
    await family.says("هل هو مؤلم؟")
    await troubled_inbox.receives(family.id)
    moved = await family.does("migrate")
    assert await troubled_inbox.settles(family.id) == ["done"]
    family = Patient(troubled, moved["id"])
    await family.says("هل هو مؤلم؟")
    await family.sees(words.phrase("group_chat", "ar"))


async def test_a_tap_that_is_too_old_for_a_receipt_is_answered_all_the_same(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile
) -> None:
    await sara.says("/menu")
    await sara.sees(words.phrase("menu_title", "ar"))
    (section, topics), *_ = words.sections("ar").items()
    await troubled.trouble("answerCallbackQuery", status=400, description=OLD_QUERY)
    await sara.taps(section)
    await sara.sees(buttons=[words.label(topics[0], "ar"), ...])
    assert await troubled_inbox.settles(sara.id, count=2) == ["done", "done"]


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 500, "times": 2},
        {"status": 429, "retry_after": 1},
        {"drop": "before_accepting", "times": 2},
        {"drop": "after_accepting"},
    ],
    ids=["broken", "busy", "hangs up", "hangs up with updates"],
)
async def test_updates_that_could_not_be_fetched_are_fetched_later_and_answered_once(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile, trouble: dict[str, object]
) -> None:
    await troubled.trouble("getUpdates", **trouble)
    await sara.says("/help")
    await sara.says("/menu")
    await sara.sees(words.phrase("help", "ar"), within=8)
    await sara.sees(words.phrase("menu_title", "ar"))
    assert await troubled_inbox.settles(sara.id, count=2) == ["done", "done"]
    assert len(await sends(troubled, sara)) == 2


async def test_fifty_questions_that_waited_at_telegram_for_hours_are_no_burst(
    troubled: Simulation, sara: Patient, words: Words
) -> None:
    hours_ago = int(time.time()) - 6 * 3600
    for number in range(12):
        entities = [{"type": "bot_command", "offset": 0, "length": 5}]
        message = {"text": "/menu", "entities": entities, "date": hours_ago + 600 * number}
        await sara.does("update", message=message)
    for _ in range(12):
        await sara.sees(words.phrase("menu_title", "ar"))


async def test_an_update_that_cannot_be_read_is_set_aside_and_those_behind_it_are_answered(
    troubled: Simulation, sara: Patient, words: Words, troubled_inbox: InboxFile, troubled_rafiq: RafiqProcess
) -> None:
    await sara.does("update", message={"text": ["not", "a", "text"], "date": "yesterday"})
    await troubled.post("/sim/updates", updates=[{"message": "of nobody, and no message either"}])
    await sara.sees(words.phrase("something_failed", "ar"))
    await sara.says("/help")
    await sara.sees(words.phrase("help", "ar"))
    assert await troubled_inbox.settles(sara.id, count=2) == ["set_aside", "done"]
    assert await troubled_inbox.settles(0) == ["set_aside"]
    assert troubled_rafiq.is_running
