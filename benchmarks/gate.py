"""The red-flag gate's figures on its own set: recall, false alarms, and time a message. `python -m benchmarks.gate`."""

import statistics
import time
from collections.abc import Iterable

import yaml

from bot.safety.gate import Gate
from bot.settings import ROOT

LINES = ROOT / "tests" / "safety"


def lines(name: str) -> dict[str, list[str]]:
    """Return the lines of each batch of `red_flags` or `hard_negatives`."""
    batches = yaml.safe_load((LINES / f"{name}.yml").read_text(encoding="utf-8"))
    return {batch: [text for texts in kinds.values() for text in texts] for batch, kinds in batches.items()}


def microseconds(gate: Gate, texts: Iterable[str]) -> list[float]:
    """Return how long each message took, sorted."""
    taken = []
    for text in texts:
        start = time.perf_counter()
        gate.check(text)
        taken.append((time.perf_counter() - start) * 1e6)
    return sorted(taken)


def print_timing(name: str, taken: list[float]) -> None:
    """Print one line of the table of times."""
    p95 = taken[int(0.95 * len(taken))]
    print(f"{name:<24}{statistics.median(taken):>10.0f}{p95:>10.0f}{taken[-1]:>10.0f}")


def main() -> None:
    start = time.perf_counter()
    gate = Gate.load(ROOT / "content" / "safety")
    print(f"loaded in {time.perf_counter() - start:.2f} s\n")
    red_flags, negatives = lines("red_flags"), lines("hard_negatives")
    print(f"{'batch':<10}{'red flags':>10}{'recall':>10}{'negatives':>12}{'false alarms':>14}")
    for batch in red_flags:
        seen = [gate.check(text) is not None for text in red_flags[batch]]
        false = [gate.check(text) is not None for text in negatives[batch]]
        print(
            f"{batch:<10}{len(seen):>10}{statistics.mean(seen):>10.3f}{len(false):>12}{statistics.mean(false):>14.3f}"
        )
    texts = [text for batches in (red_flags, negatives) for batch in batches.values() for text in batch]
    print(f"\n{'microseconds a message':<24}{'p50':>10}{'p95':>10}{'most':>10}")
    fresh = Gate.load(ROOT / "content" / "safety")
    print_timing("words never met before", microseconds(fresh, texts))
    print_timing("words met before", microseconds(fresh, texts))


if __name__ == "__main__":
    main()
