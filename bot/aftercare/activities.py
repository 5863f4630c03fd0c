"""Which activities one waits for after a session, as the content's verdicts say it."""

from collections.abc import Mapping

from bot.content.answer_schema import ValueRow
from bot.content.resolve import merged_block
from bot.content.scope import Programme

_TOPIC = "activity_check"
_WAIT = "wait"


def activity_waits_of(values: Mapping[str, ValueRow], programme: Programme) -> Mapping[str, str]:
    """Return the activities that wait after a session of `programme`, each with the fact that says how long.

    Args:
        values: The vocabulary of activities; its order stays.
        programme: The treatment.
    """
    blocks = {
        activity: merged_block(row.answers[_TOPIC], programme)
        for activity, row in values.items()
        if _TOPIC in row.answers
    }
    return {activity: block.fact for activity, block in blocks.items() if block.verdict == _WAIT and block.fact}
