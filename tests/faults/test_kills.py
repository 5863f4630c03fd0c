"""Rafiq is killed, or asked to end, while patients write: no question is lost, and none is answered twice in vain."""

from pathlib import Path
from random import Random

from tests.faults.inbox_file import InboxFile
from tests.faults.killing import TURNS_AT_ONCE, Kills, StartRafiq
from tests.journeys.words import Words
from tests.rafiq_process import OPEN, RafiqProcess
from tests.simulator_client import Simulation

KILLS = 12


async def test_patients_whose_rafiq_is_killed_again_and_again_get_every_answer_in_its_order(
    own_telegram: Simulation, settings: dict[str, str], tmp_path: Path
) -> None:
    """Takes a minute: a dozen starts."""
    kills = Kills(
        simulation=own_telegram,
        rafiq=StartRafiq(folder=tmp_path, settings=settings),
        inbox=InboxFile(tmp_path / "rafiq.db"),
        random=Random(8),  # noqa: S311 (no secret: the moments of the kills)
    )
    count = await kills.kill_while_patients_write(KILLS, per_second=25)
    assert len(count.patients) > KILLS
    assert not count.lost()
    assert not count.repeated_without_a_reason()
    assert sum(count.repeated().values()) <= KILLS * TURNS_AT_ONCE
    assert kills.inbox.states() == ["done"] * count.asked


async def test_what_is_running_when_rafiq_is_asked_to_end_is_answered_and_the_rest_after_the_next_start(
    own_telegram: Simulation, settings: dict[str, str], tmp_path: Path, words: Words
) -> None:
    patients = [await own_telegram.patient(language_code="ar") for _ in range(5)]
    inbox = InboxFile(tmp_path / "rafiq.db")
    with RafiqProcess(tmp_path, settings) as rafiq:
        rafiq.waits_until(OPEN)
        # Telegram takes the first answers and is slow to say so: the turns are under way for as long.
        await own_telegram.trouble("sendMessage", times=len(patients), hang=1.5)
        for patient in patients:
            await patient.says("/menu")
            await patient.says("/help")
        for patient in patients:
            await patient.sees(words.phrase("menu_title", "ar"))
        assert rafiq.terminate() == 0
    assert [inbox.states(patient.id) for patient in patients] == [["done", "open"]] * len(patients)
    with RafiqProcess(tmp_path, settings) as rafiq:
        for patient in patients:
            await patient.sees(words.phrase("help", "ar"), within=30)
        await inbox.settles()
        assert rafiq.terminate() == 0
    assert len(await own_telegram.calls("sendMessage")) == 2 * len(patients)
