"""The pictures of the report, as PNG. Matplotlib orders and joins Arabic letters itself since 3.11."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.evaluation.measures import Share
from bot.words.bidi import strip_isolates

_INK, _LEAF, _PALE = "#22302b", "#1f7a67", "#dfe8e3"
_MOST_TOPICS = 24
_DOTS_PER_INCH = 110


def accuracy_bars(shares: Mapping[str, Share]) -> bytes:
    """Draw a bar for each variety."""
    figure, axes = _canvas(8, 0.32 * len(shares) + 1)
    names = list(shares)[::-1]
    values = [shares[name].value for name in names]
    axes.barh(names, values, color=_LEAF)
    axes.set_xlim(min(0.8, *values) - 0.02, 1)
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        axes.text(
            value, place, f" {value:.3f} of {shares[name].whole} ", va="center", ha="right", color="white", size=8
        )
    return _png(figure)


def calibration_curve(bins: Sequence[tuple[float, Share]]) -> bytes:
    """Draw how often the model is right where it says it is so sure."""
    figure, axes = _canvas(5, 4)
    axes.plot([0, 1], [0, 1], color=_PALE, linewidth=2)
    axes.plot([middle for middle, _ in bins], [share.value for _, share in bins], color=_LEAF, marker="o")
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    return _png(figure)


def confusion_matrix(pairs: Counter[tuple[str, str]], label: Callable[[str], str]) -> bytes:
    """Draw how often which topic (row) was taken for which (column), for those most often confused."""
    weights: Counter[str] = Counter()
    for pair, times in pairs.items():
        weights.update(dict.fromkeys(pair, times))
    topics = sorted(topic for topic, _ in weights.most_common(_MOST_TOPICS))
    figure, axes = _canvas(0.34 * len(topics) + 4, 0.3 * len(topics) + 3)
    counts = [[pairs[row, column] for column in topics] for row in topics]
    axes.imshow(counts or [[0]], cmap="Greens", vmax=2 * max(map(max, counts), default=1))
    names = [strip_isolates(label(topic)) for topic in topics]
    axes.set_xticks(range(len(topics)), names, rotation=90)
    axes.set_yticks(range(len(topics)), names)
    for row, line in enumerate(counts):
        for column, times in enumerate(line):
            if times:
                axes.text(column, row, str(times), ha="center", va="center", color=_INK, size=8)
    axes.set_ylabel("what it was")
    axes.set_xlabel("what it was taken for")
    return _png(figure)


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), dpi=_DOTS_PER_INCH, layout="constrained")
    return figure, figure.add_subplot()


def _png(figure: Figure) -> bytes:
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
