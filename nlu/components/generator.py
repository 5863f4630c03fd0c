"""What Rasa says: never a sentence, only which act its rules chose and for which topic. Answers live in `content/`."""

from typing import Any, Dict, Optional

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

_PREFIX = "utter_"


class ActNamer(NaturalLanguageGenerator):
    """Names the act: `utter_carry` on a message about pain becomes `{act: carry, topic: pain}`."""

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        """Accept what Rasa hands to every generator; nothing of it is needed."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """Return the act that the rules chose and the intent that it answers."""
        return {"custom": {"act": utter_action[len(_PREFIX) :], "topic": tracker.latest_message.intent.get("name")}}
