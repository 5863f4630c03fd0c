"""Kills Rafiq hundreds of times while patients write, and counts what was lost and what came twice.

`python -m benchmarks.kills --kills 300 --seed 1`
"""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path
from random import Random

from benchmarks.load import simulator_process
from benchmarks.machine import describe_machine, markdown
from tests.faults.inbox_file import InboxFile
from tests.faults.killing import Count, Kills, StartRafiq
from tests.rafiq_process import UNDERSTANDS, RafiqProcess, settings_for
from tests.simulator_client import Simulation


async def kill(kills: int, *, seed: int, per_second: float) -> Count:
    """Let one Rafiq keep a Rasa in peace, and kill another one that asks it."""
    with (
        simulator_process() as peaceful,
        simulator_process() as url,
        tempfile.TemporaryDirectory() as keeping,
        tempfile.TemporaryDirectory() as killing,
        RafiqProcess(Path(keeping), settings_for(peaceful)) as keeper,
    ):
        keeper.waits_until(UNDERSTANDS)
        note = json.loads((Path(keeping) / "models" / "running.json").read_text())
        rasa = {"RASA_URL": note["url"], "RAFIQ_RASA_SECRET": note["secret"]}
        async with Simulation(url) as simulation:
            inbox = InboxFile(Path(killing) / "rafiq.db")
            rafiq = StartRafiq(folder=Path(killing), settings=settings_for(url, **rasa))
            random = Random(seed)  # noqa: S311 (the moments of the kills)
            work = Kills(simulation=simulation, rafiq=rafiq, inbox=inbox, random=random)
            count = await work.kill_while_patients_write(kills, per_second=per_second)
            assert set(inbox.states()) == {"done"}
        return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-second", type=float, default=25, help="messages that patients write")
    options = parser.parse_args()
    machine = describe_machine()
    count = asyncio.run(kill(options.kills, seed=options.seed, per_second=options.per_second))
    repeated = count.repeated()
    rows = [
        ("kills", str(count.kills), ""),
        ("messages of patients", str(count.asked), ""),
        ("patients who lost an answer, or read them in another order", str(len(count.lost())), "0"),
        ("answers that came twice", str(sum(repeated.values())), "at most one for each chat at work at a kill"),
        ("of them without a kill at their time", str(len(count.repeated_without_a_reason())), "0"),
    ]
    print(f"{machine}\n\n{markdown(('what', 'counted', 'goal'), rows)}")


if __name__ == "__main__":
    main()
