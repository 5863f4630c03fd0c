"""Which model understands patients best, and at what price. `python -m benchmarks.nlu`.

Every pipeline learns from the same sentences (`nlu/data`) and is asked the same others (`tests/routing`), one after the
other. With `--arbanking FOLDER` the same is done with ArBanking77 (Jarrar et al. 2023, CC BY-SA 4.0), which is not part
of this repository: its train and validation CSV files have to lie in that folder.
"""

import argparse
import csv
import json
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.machine import describe_machine, markdown
from bot.rasa_process.model import rasa_environment, rasa_python
from bot.rasa_process.sentences import read_labelled
from bot.settings import ROOT

PIPELINES = ROOT / "benchmarks" / "pipelines"
NAMES = {
    "rafiq": "Rafiq",
    "rafiq_without_clinic": "Rafiq without thesaurus and vocabularies",
    "logistic_regression": "Rasa's LogisticRegressionClassifier",
    "diet": "Rasa's default pipeline (DIET)",
}
KEYWORDS = 25
"""Words for each topic that the keyword bot looks for."""
HEADER = ("pipeline", "accuracy", "training", "a message, p50", "memory")
Row = dict[str, str]


def training_rows() -> Iterator[Row]:
    for language, intent, text in read_labelled(ROOT / "nlu" / "data"):
        yield {"text": text, "intent": intent, "language": language}


def held_out_rows() -> Iterator[Row]:
    for path in sorted((ROOT / "tests" / "routing").glob("*/*.yml")):
        for row in yaml.load(path.read_bytes(), yaml.CSafeLoader):
            yield {"text": row["text"], "intent": path.stem, "language": path.parent.name}


def arbanking_rows(folder: Path, part: str) -> Iterator[Row]:
    (path,) = folder.glob(f"*{part}.csv")
    with path.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            # Rasa takes some signs in a label for its own.
            intent = "".join(letter if letter.isalnum() else "_" for letter in row["label"])
            yield {"text": row["text"], "intent": intent, "language": "ar"}


def measure(name: str, folder: Path, *, epochs: int) -> tuple[str, ...]:
    """Train one pipeline on `folder`'s train.jsonl and ask it test.jsonl."""
    config, model = folder / f"{name}.yml", folder / f"{name}.tar.gz"
    config.write_text((PIPELINES / f"{name}.yml").read_text(encoding="utf-8").replace("EPOCHS", str(epochs)))
    trained = run("train", "--config", config, "--rows", folder / "train.jsonl", "--model", model)
    asked = run("ask", "--rows", folder / "test.jsonl", "--model", model)
    figures = (
        f"{asked['accuracy']:.3f}",
        f"{trained['seconds']:.0f} s",
        f"{asked['milliseconds']:.1f} ms",
        f"{asked['megabytes']:.0f} MB",
    )
    print(f"  {NAMES[name]}: {', '.join(figures)}", flush=True)
    return (NAMES[name], *figures)


def measure_keywords(train: Sequence[Row], test: Sequence[Row]) -> tuple[str, ...]:
    """Let a keyword bot answer: the topic of whose most telling words a message has most."""
    begun = time.monotonic()
    everywhere = Counter(word for row in train for word in set(row["text"].split()))
    of_topic: dict[str, Counter[str]] = defaultdict(Counter)
    for row in train:
        of_topic[row["intent"]].update(set(row["text"].split()))
    telling = {
        topic: set(sorted(words, key=lambda word: words[word] ** 2 / everywhere[word], reverse=True)[:KEYWORDS])
        for topic, words in of_topic.items()
    }
    trained, begun = time.monotonic() - begun, time.monotonic()
    right = sum(max(telling, key=lambda t: len(telling[t] & set(row["text"].split()))) == row["intent"] for row in test)
    a_message = 1000 * (time.monotonic() - begun) / len(test)
    figures = (f"{right / len(test):.3f}", f"{trained:.0f} s", f"{a_message:.1f} ms", "")
    print(f"  keywords: {', '.join(figures)}", flush=True)
    return (f"keywords, {KEYWORDS} a topic", *figures)


def run(command: str, *arguments: object) -> Any:
    ended = subprocess.run(
        [str(rasa_python(ROOT)), "-W", "ignore", "-m", "nlu.yardstick", command, *map(str, arguments)],
        cwd=ROOT, env=rasa_environment(ROOT), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return json.loads(ended.stdout.splitlines()[-1])


def compare(train: Sequence[Row], test: Sequence[Row], names: Sequence[str], *, epochs: int) -> str:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, rows in (("train", train), ("test", test)):
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
            (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        figures = [measure(name, folder, epochs=epochs) for name in names] + [measure_keywords(train, test)]
    return f"{len(train)} sentences to learn from, {len(test)} others asked:\n\n{markdown(HEADER, figures)}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--arbanking", type=Path, help="the folder of ArBanking77's train and validation CSV files")
    parser.add_argument("--epochs", type=int, default=40, help="of DIET; 0 leaves it out, for it takes many minutes")
    options = parser.parse_args()
    machine = describe_machine()
    names = [name for name in NAMES if name != "diet" or options.epochs]
    tables = [compare(list(training_rows()), list(held_out_rows()), names, epochs=options.epochs)]
    if options.arbanking:
        train, test = (list(arbanking_rows(options.arbanking, part)) for part in ("train", "val"))
        others = [name for name in names if name != "rafiq"]
        tables.append(f"ArBanking77. {compare(train, test, others, epochs=options.epochs)}")
    else:
        print("ArBanking77 is left out: name its folder with --arbanking (github.com/SinaLab/ArBanking77)")
    print(f"\n{machine}\n\n" + "\n".join(tables))


if __name__ == "__main__":
    main()
