"""The talks of the aftercare do not answer for each other."""

from collections import Counter

import pytest

from bot.conversation import care


@pytest.mark.parametrize("table", ["TAPS", "FORMS", "TOPICS"])
def test_no_two_talks_answer_to_one_name(table: str) -> None:
    names = Counter(name for talk in care._TALKS for name in getattr(talk, table))
    assert [name for name, times in names.items() if times > 1] == []
