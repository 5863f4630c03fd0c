"""How long activities wait and symptoms are expected, read from the content's own verdicts."""

from collections.abc import Mapping

import pytest

from bot.aftercare.lengths import lengths_of
from bot.content.scope import PROGRAMMES, Programme
from tests.talks.wording import catalogue


def waits(programme: Programme) -> Mapping[str, str]:
    return lengths_of(catalogue().values["activity"], programme, topic="activity_check", verdict="wait")


def ends(programme: Programme) -> Mapping[str, str]:
    return lengths_of(catalogue().values["symptom"], programme, topic="symptom_report", verdict="expected")


def test_the_content_names_a_fact_for_each_activity_that_one_waits_for() -> None:
    face = waits("mesotherapy_face")
    assert (face["makeup"], face["shower"], face["sauna"]) == ("makeup_wait", "washing_wait", "sauna_wait")
    assert "food" not in face
    assert "alcohol" not in face


def test_each_symptom_that_is_expected_has_an_end_and_what_needs_a_look_has_none() -> None:
    face, plasma = ends("mesotherapy_face"), ends("prp")
    assert (face["redness"], face["itching"]) == ("fading_end", "fading_end")
    assert "itching" not in plasma
    for symptom in ("pus", "fever", "nodules", "dizziness"):
        assert symptom not in face


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_each_of_those_facts_is_a_length_of_time_that_the_planner_has(programme: Programme) -> None:
    facts = catalogue().facts[programme]
    assert {*waits(programme).values(), *ends(programme).values()} <= {*facts}
