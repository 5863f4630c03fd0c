"""What the classifier looks at in a message: its words, its letters, its sound, and the values that it names."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Sequence, Tuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.words.skeleton import skeleton

Array = npt.NDArray[Any]

# One view: how its features are counted.
_VIEWS: Dict[str, Dict[str, object]] = {
    "words": {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\S+"},
    "letters": {"analyzer": "char_wb", "ngram_range": (1, 5)},
    "sound": {"analyzer": "char_wb", "ngram_range": (2, 5)},
    "sounding words": {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"\S+"},
    "concepts": {"analyzer": "word", "ngram_range": (1, 1), "token_pattern": r"\S+"},
}

_RAREST = 2
"""A feature of one sentence alone is left out: more than half of them all, and none that decides a topic."""

_LOUDNESS = {"letters": 1.3, "concepts": 0.7}
"""How much a view counts beside the others, where it is not 1; measured on the held-out sentences."""


class View:
    """One way to look at a text: which features it may have, where they stand and how rare they are."""

    def __init__(self, name: str, columns: Dict[str, int], rarity: Array) -> None:
        """`columns` maps a feature to its place, `rarity` holds the inverse document frequency of each place."""
        self.columns = columns
        self.rarity = rarity
        self._loudness = _LOUDNESS.get(name, 1.0)
        self._analyse: Callable[[str], List[str]] = _vectorizer(name).build_analyzer()

    def look(self, document: str) -> Tuple[Array, Array]:
        """Return places and weights (TF-IDF with logarithmic counts) of a document's features.

        The same as scikit-learn's vectorizer gives, without its checks of every single row: a tenth of the time.
        """
        counts = Counter(self.columns[f] for f in self._analyse(document) if f in self.columns)
        places = np.fromiter(counts, dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.rarity[places]
        return places, weights * (self._loudness / (np.linalg.norm(weights) or 1.0))


class Features:
    """Turns texts into one sparse row each: all views side by side."""

    def __init__(self, views: Dict[str, View]) -> None:
        """Keep the trained views, in the order of their columns."""
        self._views = views
        widths = [len(view.rarity) for view in views.values()]
        self._starts = np.cumsum([0, *widths[:-1]])

    @classmethod
    def train(cls, folded: Sequence[str], concepts: Sequence[str]) -> Tuple["Features", csr_matrix]:
        """Learn which features exist from folded texts and their concepts; return them and the texts' matrix."""
        views, matrices = {}, []
        for name, documents in _documents(folded, concepts).items():
            if not any(documents):
                continue  # texts of another domain, without a thesaurus of their own
            vectorizer = _vectorizer(name)
            matrices.append(vectorizer.fit_transform(documents) * _LOUDNESS.get(name, 1.0))
            columns = {feature: int(column) for feature, column in vectorizer.vocabulary_.items()}
            views[name] = View(name, columns, vectorizer.idf_.astype(np.float32))
        return cls(views), hstack(matrices, format="csr", dtype=np.float32)

    def rows(self, folded: Sequence[str], concepts: Sequence[str]) -> Iterator[Tuple[Array, Array]]:
        """Yield for each text the columns that it fills, and their weights."""
        documents = _documents(folded, concepts)
        return map(self._row, zip(*(documents[name] for name in self._views)))

    def _row(self, documents: Sequence[str]) -> Tuple[Array, Array]:
        seen = [view.look(document) for view, document in zip(self._views.values(), documents)]
        places = np.concatenate([place + start for (place, _), start in zip(seen, self._starts)])
        return places, np.concatenate([weight for _, weight in seen])

    def save(self, folder: Path) -> None:
        """Write the columns as JSON and the rarities as float32, never as pickle."""
        for name, view in self._views.items():
            (folder / f"{name}.json").write_text(json.dumps(view.columns, ensure_ascii=False), encoding="utf-8")
            np.save(folder / f"{name}.npy", view.rarity)

    @classmethod
    def load(cls, folder: Path) -> "Features":
        """Read what `save` wrote."""
        return cls(
            {
                name: View(
                    name,
                    json.loads((folder / f"{name}.json").read_text(encoding="utf-8")),
                    np.load(folder / f"{name}.npy"),
                )
                for name in _VIEWS
                if (folder / f"{name}.json").is_file()
            }
        )


def _vectorizer(view: str) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, lowercase=False, dtype=np.float32, min_df=_RAREST, **_VIEWS[view])


def _documents(folded: Sequence[str], concepts: Sequence[str]) -> Dict[str, Sequence[str]]:
    sounds = [skeleton(text) for text in folded]
    return {"words": folded, "letters": folded, "sound": sounds, "sounding words": sounds, "concepts": concepts}
