"""Finds the times that a patient gives, as written: which moment is meant, only the bot can tell: it has the clock."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.language import LANGUAGE
from nlu.components.normaliser import FOLDED
from nlu.components.when import Times

WHEN = "when"
_CERTAIN = 0.9
"""From this certainty on, the other language's words for times are not looked for."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class WhenExtractor(GraphComponent):
    """Adds the times of a message to its `entities`; the value is the text as the patient wrote it."""

    def __init__(self) -> None:
        """Read the rules of `nlu/when.yml`; the model's fingerprint covers that file."""
        self._times = Times()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WhenExtractor":
        """Create the component; it learns nothing."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the times of each message."""
        for message in messages:
            language = message.get(LANGUAGE)
            told = language["name"] if language["certainty"] >= _CERTAIN else None
            times = self._times.find(message.get(TEXT) or "", message.get(FOLDED), told)
            found = [{"entity": WHEN, "value": time.text, "start": time.start, "end": time.end} for time in times]
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *found], add_to_output=True)
        return messages
