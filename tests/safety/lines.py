"""The gate's own set: messages that must raise the alarm, and messages that must not."""

from collections.abc import Iterator
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


def lines(name: str) -> Iterator[tuple[str, str]]:
    """Yield each line of `red_flags` or `hard_negatives` with its kind or reason."""
    batches = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    for batch in batches.values():
        for kind, texts in batch.items():
            yield from ((kind, text) for text in texts)


RED_FLAGS = tuple(lines("red_flags"))
HARD_NEGATIVES = tuple(lines("hard_negatives"))
