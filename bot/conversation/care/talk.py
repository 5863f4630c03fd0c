"""What a talk of the aftercare offers: the functions that answer commands, taps, typed answers and topics."""

from collections.abc import Callable, Mapping

from bot.conversation.care.situation import Situation
from bot.conversation.decisions import Decision
from bot.conversation.understanding import Understanding

Answer = Callable[[str, Situation], Decision | None]
"""From an argument (of a command or a button) or a typed text to what it decides; None leaves it to others."""
AboutTopic = Callable[[Decision, Understanding, str, Situation], Decision]
"""From the usual decision, what was understood and the text to what it means for this patient."""
Answers = Mapping[str, Answer]
Topics = Mapping[str, AboutTopic]
