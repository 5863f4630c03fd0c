"""An evaluation as lines for the console and as one HTML file with pictures."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.evaluation.measures import (
    Judged,
    Score,
    Share,
    accuracy,
    by_topic,
    by_variety,
    calibration,
    confusions,
    entity_scores,
    general,
    in_context,
    together,
)

_TEMPLATES = Path(__file__).parent / "templates"
_MOST_PAIRS = 20
Row = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Judged dialogues, and what is to be said of them."""

    dialogues: Sequence[tuple[Judged, ...]]

    @property
    def messages(self) -> list[Judged]:
        """Messages that stand alone."""
        return [turns[0] for turns in self.dialogues if len(turns) == 1]

    @property
    def turns(self) -> list[Judged]:
        """The turns of talks."""
        return list(chain.from_iterable(turns for turns in self.dialogues if len(turns) > 1))

    def tables(self) -> list[tuple[str, list[Row]]]:
        """Return every table: its title, and its rows."""
        return [table for table in (*self._of_messages(), *self._of_talks()) if table[1]]

    def _of_messages(self) -> Iterable[tuple[str, list[Row]]]:
        if not (messages := self.messages):
            return
        scores = entity_scores(messages)
        yield "Topic right, by variety", _rows(by_variety(messages))
        yield "All messages", _rows(general(messages))
        yield "Values found (F1)", [*_f1("all", together(scores)), *chain(*(_f1(*each) for each in scores.items()))]
        yield "Topic right, by topic", _rows(by_topic(messages))
        pairs = confusions(messages).most_common(_MOST_PAIRS)
        yield "Taken for another", [(f"{topic} → {other}", str(times)) for (topic, other), times in pairs]
        yield "Right, by confidence", [(f"{middle:.2f}", str(share)) for middle, share in calibration(messages)]

    def _of_talks(self) -> Iterable[tuple[str, list[Row]]]:
        if turns := self.turns:
            yield (
                "Turns of talks",
                [
                    ("topic and treatment right", str(in_context(turns))),
                    ("topic right", str(accuracy(turns))),
                    *_f1("values found (F1)", together(entity_scores(turns))),
                ],
            )


def as_lines(evaluation: Evaluation) -> list[str]:
    """Return the tables as lines of text."""
    lines: list[str] = []
    for title, rows in evaluation.tables():
        width = max(len(name) for name, _ in rows)
        lines += [title, *(f"  {name:{width}}  {value}" for name, value in rows), ""]
    return lines


def as_html(evaluation: Evaluation, label: Callable[[str], str]) -> str:
    """Return the report; `label` gives a topic's name as patients read it."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape())
    messages = evaluation.messages
    return environment.get_template("report.html").render(
        tables=evaluation.tables(),
        pictures=[(title, b64encode(picture).decode()) for title, picture in _pictures(messages, label)],
        mistakes=[judged for judged in (*messages, *evaluation.turns) if not judged.is_right],
    )


def _pictures(messages: Sequence[Judged], label: Callable[[str], str]) -> Iterable[tuple[str, bytes]]:
    # Only here: who serves patients has no use for the memory that Matplotlib takes.
    from bot.evaluation import plots  # noqa: PLC0415

    if messages:
        yield "Topic right, by variety", plots.accuracy_bars(by_variety(messages))
        yield "What was taken for what", plots.confusion_matrix(confusions(messages), label)
        yield "How sure, and how often right", plots.calibration_curve(calibration(messages))


def _rows(shares: dict[str, Share]) -> list[Row]:
    return [(name, str(share)) for name, share in shares.items()]


def _f1(name: str, score: Score) -> list[Row]:
    return (
        [(name, f"{score.f1:.3f} ({score.right + score.missed})")] if score.right + score.missed + score.wrong else []
    )
