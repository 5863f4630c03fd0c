"""Which programme answers a question."""

import pytest

from bot.content.scope import programme


@pytest.mark.parametrize(
    ("treatment", "area", "expected"),
    [
        (None, None, "mesotherapy_face"),
        ("mesotherapy", None, "mesotherapy_face"),
        ("mesotherapy", "under_eyes", "mesotherapy_face"),
        ("mesotherapy", "hair", "mesotherapy_hair"),
        (None, "hair", "mesotherapy_hair"),
        ("prp", "hair", "prp"),
        ("prp", None, "prp"),
    ],
)
def test_treatment_and_area_lead_to_one_programme(treatment: str | None, area: str | None, expected: str) -> None:
    assert programme(treatment, area) == expected
