"""The linear model behind the topic classifier: one-against-rest support vectors, calibrated to probabilities."""

import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from nlu.components.features import Array, Features

_REGULARISATION = 1.0
_UNSEEN = 0.2
"""The share of the examples that calibrates."""
_SEED = 7


class LinearModel:
    """Probabilities of topics for folded texts."""

    def __init__(self, features: Features, weights: Array, intercepts: Array, meta: Dict[str, Any]) -> None:
        """`weights` has a column for each topic; `meta` holds the `topics` in that order and the `temperature`."""
        self._features = features
        self._weights = weights
        self._intercepts = intercepts
        self.topics: List[str] = meta["topics"]
        self.temperature: float = meta["temperature"]

    @classmethod
    def train(cls, folded: Sequence[str], concepts: Sequence[str], topics: Sequence[str]) -> "LinearModel":
        """Learn from texts, the concepts they name, and their topics (two at least, each a few times)."""
        features, matrix = Features.train(folded, concepts)
        names = sorted(set(topics))
        labels = np.array([names.index(topic) for topic in topics])
        temperature = _calibrate(*_scores_of_unseen(matrix, labels))
        model = _fit(matrix, labels)
        return cls(
            features,
            model.coef_.T.astype(np.float32),
            model.intercept_.astype(np.float32),
            {"topics": names, "temperature": temperature},
        )

    def probabilities(self, folded: Sequence[str], concepts: Sequence[str]) -> Array:
        """Return a row for each text and a column for each of `topics`; rows sum to one."""
        scores = self._features.transform(folded, concepts) @ self._weights + self._intercepts
        return _softmax(scores * self.temperature)

    def save(self, folder: Path) -> None:
        """Write the model as JSON and arrays, never as pickle.

        Weights are written in 127 steps of each topic's largest one: a file a quarter as large, and packed four times
        as fast; no topic of the held-out sentences changes.
        """
        self._features.save(folder)
        scales = np.abs(self._weights).max(axis=0) / 127
        steps = np.round(self._weights / scales).astype(np.int8)
        np.savez(folder / "weights.npz", steps=steps, scales=scales, intercepts=self._intercepts)
        meta = {"topics": self.topics, "temperature": self.temperature}
        (folder / "model.json").write_text(json.dumps(meta), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Read what `save` wrote."""
        arrays = np.load(folder / "weights.npz")
        meta = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        weights = arrays["steps"].astype(np.float32) * arrays["scales"]
        return cls(Features.load(folder), weights, arrays["intercepts"], meta)


def _fit(matrix: csr_matrix, labels: Array) -> LinearSVC:
    return LinearSVC(C=_REGULARISATION, class_weight="balanced", random_state=_SEED).fit(matrix, labels)


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
