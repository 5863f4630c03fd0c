"""Which activities one waits for, read from the content's own verdicts."""

from bot.aftercare.activities import activity_waits_of
from bot.content.scope import PROGRAMMES
from tests.talks.wording import catalogue


def test_the_content_names_a_fact_for_each_activity_that_one_waits_for() -> None:
    activities = catalogue().values["activity"]
    face = activity_waits_of(activities, "mesotherapy_face")
    assert (face["makeup"], face["shower"], face["sauna"]) == ("makeup_wait", "washing_wait", "sauna_wait")
    assert "food" not in face
    assert "alcohol" not in face
    for programme in PROGRAMMES:
        facts = catalogue().facts[programme]
        assert {*activity_waits_of(activities, programme).values()} <= {*facts}
