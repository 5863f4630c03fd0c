"""Trains any pipeline of Rasa on labelled sentences, and asks it others: what `benchmarks/nlu.py` compares.

Two commands, each in a process of its own so that their memory can be told apart; each prints one line of JSON.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path
from typing import Any, Dict, Iterator, List

os.environ.update(
    RASA_TELEMETRY_ENABLED="false",
    TF_CPP_MIN_LOG_LEVEL="3",
    CUDA_VISIBLE_DEVICES="-1",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
)
_WARM_UP = 50
"""Messages before the clock runs."""
Row = Dict[str, str]


def main() -> None:
    """Train a pipeline, or ask a trained one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("train", "ask"))
    parser.add_argument("--rows", type=Path, required=True, help="JSON lines: text, intent, language")
    parser.add_argument("--config", type=Path, help="the pipeline (train)")
    parser.add_argument("--model", type=Path, required=True, help="the model's file, written or read")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.rows.read_text(encoding="utf-8").splitlines()]
    if arguments.command == "train":
        print(json.dumps(_train(rows, arguments.config, arguments.model)))
    else:
        print(json.dumps(asyncio.run(_ask(rows, arguments.model))))


def _train(rows: List[Row], config: Path, model: Path) -> Dict[str, float]:
    begun = time.monotonic()
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "nlu.yml"
        data.write_text("\n".join(_nlu_yaml(rows)), encoding="utf-8")
        trained = train_nlu(str(config), str(data), folder, fixed_model_name="model")
        if not trained:
            sys.exit("the training ended without a model")
        Path(trained).replace(model)
    return {"seconds": time.monotonic() - begun}


def _nlu_yaml(rows: List[Row]) -> Iterator[str]:
    def kind(row: Row) -> Any:
        return row["intent"], row["language"]

    yield 'version: "3.1"\nnlu:'
    for (intent, language), group in groupby(sorted(rows, key=kind), key=kind):
        yield f"  - intent: {intent}\n    metadata: {{language: {language}}}\n    examples: |"
        for row in group:
            yield f"      - {' '.join(row['text'].split())}"


async def _ask(rows: List[Row], model: Path) -> Dict[str, float]:
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    for row in rows[:_WARM_UP]:
        await agent.parse_message(row["text"])
    right, spent = 0, []
    for row in rows:
        begun = time.perf_counter()
        answer = await agent.parse_message(row["text"].lstrip("/ "))
        spent.append(time.perf_counter() - begun)
        right += answer["intent"]["name"] == row["intent"]
    spent.sort()
    return {
        "accuracy": right / len(rows),
        "milliseconds": 1000 * spent[len(spent) // 2],
        "megabytes": _resident_megabytes(),
    }


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
