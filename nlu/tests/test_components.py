"""The components by themselves: the fast row of features equals scikit-learn's, a stored model answers as before."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.words.normalise import fold
from nlu.components.features import _VIEWS, Features
from nlu.components.linear import LinearModel

TEXTS = [fold(text) for text in ("هل الإبر توجع؟", "كم جلسة أحتاج", "چند جلسه لازمه", "dard dare?", "كم السعر")] * 4
CONCEPTS = ["", "kind:treatment", "", "", "value:concern:acne kind:concern"] * 4
TOPICS = ["pain", "sessions_count", "sessions_count", "pain", "price"] * 4


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.train(TEXTS, CONCEPTS)[0]


def test_one_row_is_what_scikit_learn_makes_of_it(features: Features) -> None:
    matrix = Features.train(TEXTS, CONCEPTS)[1].toarray()
    for expected, (places, weights) in zip(matrix, features.rows(TEXTS, CONCEPTS), strict=True):
        row = np.zeros_like(expected)
        row[places] = weights
        assert np.abs(row - expected).max() < 1e-6


def test_every_view_is_one_that_the_vectorizer_knows() -> None:
    for options in _VIEWS.values():
        TfidfVectorizer(**options)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_row(text: str) -> None:
    places, weights = next(Features.train(TEXTS, CONCEPTS)[0].rows([fold(text)], [""]))
    assert len(places) == len(weights)
    assert np.isfinite(weights).all()


def test_a_stored_model_ranks_topics_as_before(tmp_path: Path) -> None:
    model = LinearModel.train(TEXTS, CONCEPTS, TOPICS)
    model.save(tmp_path)
    before, after = (each.probabilities(TEXTS, CONCEPTS) for each in (model, LinearModel.load(tmp_path)))
    assert (before.argmax(axis=1) == after.argmax(axis=1)).all()
    assert np.abs(before - after).max() < 0.05
    assert np.allclose(before.sum(axis=1), 1)
