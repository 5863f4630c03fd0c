"""How long activities wait and symptoms are expected after a session, as the content's verdicts say it."""

from collections.abc import Mapping

from bot.content.answer_schema import ValueRow
from bot.content.resolve import merged_block
from bot.content.scope import Programme


def lengths_of(values: Mapping[str, ValueRow], programme: Programme, *, topic: str, verdict: str) -> Mapping[str, str]:
    """Return the values that a topic gives this verdict on after `programme`, each with the fact that says how long.

    The order of the vocabulary stays.
    """
    blocks = {
        value: merged_block(row.answers[topic], programme) for value, row in values.items() if topic in row.answers
    }
    return {value: block.fact for value, block in blocks.items() if block.verdict == verdict and block.fact}
