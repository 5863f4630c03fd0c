"""The small clinic's content with something else in one of its files, and how loading it must end."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import strategies as st

from bot.content.catalogue import Catalogue
from bot.content.load import load
from bot.content.problems import ContentError

SAMPLE = Path(__file__).parent / "sample_content"
FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.yml"))
NO_OTHERS: Mapping[str, bytes] = {}
KEYS = sorted(
    {
        word
        for path in SAMPLE.rglob("*.yml")
        for word in path.read_text(encoding="utf-8").replace("{", " ").replace(",", " ").split()
        if word.endswith(":")
    }
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        ["same", "silent", "safety", "S1", "makeup_wait", "{fact}", "{clinic_hours_week}", "متن", "prp", "9 h", "10:00"]
    ),
    st.text(max_size=20),
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([k[:-1] for k in KEYS]), inner, max_size=4)
    ),
    max_leaves=12,
)


def load_with(file: str, raw: bytes, others: Mapping[str, bytes] = NO_OTHERS) -> Catalogue | ContentError:
    """Load the sample content with one file replaced (and `others`), or return why it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(SAMPLE, Path(folder) / "content"))
        for path, written in {file: raw, **others}.items():
            (content / path).write_bytes(written)
        try:
            return load(content)
        except ContentError as refusal:
            return refusal


def answers_or_says_why(outcome: Catalogue | ContentError) -> bool:
    if isinstance(outcome, Catalogue):
        return bool(outcome.topics)
    return bool(outcome.problems) and all(problem.line >= 1 and problem.message for problem in outcome.problems)
