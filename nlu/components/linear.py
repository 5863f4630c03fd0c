"""The linear model behind the topic classifier: one-against-rest support vectors, calibrated to probabilities."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence, Tuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from nlu.components.features import Array, Features

_REGULARISATION = 1.0
_CLOSE_ENOUGH = 0.01
"""Where the fit may stop: a hundred times sooner than by default, and no held-out sentence is told otherwise."""
_UNSEEN = 0.2
"""The share of the examples that calibrates."""
_SEED = 7
_MOST_STEPS = 127
"""A weight is stored in one byte."""


class LinearModel:
    """Probabilities of topics for folded texts."""

    def __init__(self, features: Features, steps: Array, arrays: Mapping[str, Array], meta: Dict[str, Any]) -> None:
        """Keep the weights as whole `steps` of each topic's scale: a quarter of the memory that numbers would take.

        `steps` has a column for each topic; `arrays` holds the `scales` and `intercepts`, `meta` the `topics`, all in
        that order, and the `temperature`.
        """
        self._features = features
        self._steps = steps
        self._scales = arrays["scales"]
        self._intercepts = arrays["intercepts"]
        self.topics: List[str] = meta["topics"]
        self.temperature: float = meta["temperature"]

    @classmethod
    def train(cls, folded: Sequence[str], concepts: Sequence[str], topics: Sequence[str]) -> "LinearModel":
        """Learn from texts, the concepts they name, and their topics (two at least, each a few times)."""
        features, matrix = Features.train(folded, concepts)
        names = sorted(set(topics))
        labels = np.array([names.index(topic) for topic in topics])
        with ThreadPoolExecutor() as pool:
            unseen = pool.submit(_scores_of_unseen, matrix, labels)
            model = _fit(matrix, labels)
        scales = np.abs(model.coef_).max(axis=1) / _MOST_STEPS
        return cls(
            features,
            np.round(model.coef_.T / scales).astype(np.int8),
            {"scales": scales.astype(np.float32), "intercepts": model.intercept_.astype(np.float32)},
            {"topics": names, "temperature": _calibrate(*unseen.result())},
        )

    def probabilities(self, folded: Sequence[str], concepts: Sequence[str]) -> Array:
        """Return a row for each text and a column for each of `topics`; rows sum to one."""
        steps = np.stack([weights @ self._steps[places] for places, weights in self._features.rows(folded, concepts)])
        return _softmax((steps * self._scales + self._intercepts) * self.temperature)

    def save(self, folder: Path) -> None:
        """Write the model as JSON and arrays, never as pickle."""
        self._features.save(folder)
        np.savez_compressed(folder / "weights.npz", steps=self._steps, scales=self._scales, intercepts=self._intercepts)
        meta = {"topics": self.topics, "temperature": self.temperature}
        (folder / "model.json").write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote."""
        arrays = np.load(folder / "weights.npz")
        meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        return cls(Features.load(folder), arrays["steps"], arrays, meta)


def _fit(matrix: csr_matrix, labels: Array) -> LinearSVC:
    vectors = LinearSVC(C=_REGULARISATION, tol=_CLOSE_ENOUGH, class_weight="balanced", random_state=_SEED)
    return vectors.fit(matrix, labels)


def _scores_of_unseen(matrix: csr_matrix, labels: Array) -> Tuple[Array, Array]:
    """Scores of some examples by a model that has not seen them, with their labels."""
    known, unseen = train_test_split(np.arange(len(labels)), test_size=_UNSEEN, stratify=labels, random_state=_SEED)
    return _fit(matrix[known], labels[known]).decision_function(matrix[unseen]), labels[unseen]


def _calibrate(scores: Array, labels: Array) -> float:
    """The factor on the scores under which the probabilities of unseen examples are likeliest."""

    def surprise(temperature: float) -> float:
        chosen = _softmax(scores * temperature)[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(chosen, 1e-9)).mean())

    return float(minimize_scalar(surprise, bounds=(0.5, 20), method="bounded").x)


def _softmax(scores: Array) -> Array:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = exponents / exponents.sum(axis=1, keepdims=True)
    return shares
