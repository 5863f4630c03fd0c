"""Answers to patients go first, and all together stay below Telegram's limit."""

import asyncio

import pytest

from bot.telegram_send.pace import Pace


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock, sleep = Clock(), asyncio.sleep

    async def pass_time(seconds: float) -> None:
        clock.now += seconds
        await sleep(0)

    monkeypatch.setattr("bot.telegram_send.pace.asyncio.sleep", pass_time)
    return clock


async def test_a_hundred_reminders_take_as_long_as_the_budget_says(clock: Clock) -> None:
    pace = Pace(25, clock=clock)
    for _ in range(100):
        await pace.free()
        pace.take()
    assert clock.now == pytest.approx(99 / 25)


async def test_answers_take_their_share_of_the_budget_and_never_wait_for_it(clock: Clock) -> None:
    pace = Pace(25, clock=clock)
    for _ in range(50):
        with pace.answer():
            pass
    assert clock.now == 0
    await pace.free()
    assert clock.now == pytest.approx(2)


async def test_a_reminder_stands_back_while_an_answer_is_on_its_way(clock: Clock) -> None:
    pace = Pace(25, clock=clock)
    with pace.answer():
        waiting = asyncio.create_task(pace.free())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not waiting.done()
    await waiting
