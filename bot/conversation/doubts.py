"""How sure the model is of a message, and which guesses may be acted upon; set on held-out sentences."""

from bot.conversation.understanding import Candidate, Understanding

ACTS = frozenset({"inform", "correct"})
SMALL_TALK = frozenset({"greet", "goodbye", "thanks"})
_NO_CHOICE = ACTS | SMALL_TALK | {"out_of_scope", "affirm", "deny"}
"""What nobody means by "did you mean"."""

SURE = 0.55
"""Above this the model's first topic is taken for it, however near the second one is."""
UNSURE = 0.6
"""Below this a value that the message names says more than the model's first topic."""
UNKNOWN = 0.10
"""Below this probability of the best topic the message is not understood."""
PLAIN = 0.75
"""From this probability on, a message that names nothing asks what it seems to ask, whatever the talk is about."""
SAID_WITH_YES = 0.25
"""From this probability of the talk's own topic on, "yes, delete it" means that and not only yes."""
_MARGIN = 0.12
"""Below this distance the first two topics are as good as equal."""
_SURE_ENOUGH_TO_ANSWER = 0.8
_MARGIN_TO_ANSWER = 0.6
"""As the two above, before an answer goes out: of those who are asked back, three in ten would else have got the answer
to another question."""


def choices_of(understanding: Understanding) -> tuple[Candidate, ...]:
    """Return the topics that a patient may be asked to choose from, likeliest first."""
    return tuple(candidate for candidate in understanding.ranking if candidate.topic not in _NO_CHOICE)


def is_in_doubt(understanding: Understanding) -> bool:
    """Tell whether the first two topics are too close to each other to act on the first."""
    return _is_near(understanding, SURE, _MARGIN)


def is_worth_asking(understanding: Understanding) -> bool:
    """Tell whether a patient should rather choose a topic than get the answer to the first one."""
    return len(choices_of(understanding)) > 1 and _is_near(understanding, _SURE_ENOUGH_TO_ANSWER, _MARGIN_TO_ANSWER)


def _is_near(understanding: Understanding, sure: float, margin: float) -> bool:
    first, second, *_ = (*understanding.ranking, Candidate(topic="", confidence=0.0))
    return first.confidence < sure and first.confidence - second.confidence < margin


def confidence_in(topic: str | None, understanding: Understanding) -> float:
    """Return the model's probability of a topic, 0 to 1."""
    return next((candidate.confidence for candidate in understanding.ranking if candidate.topic == topic), 0.0)
