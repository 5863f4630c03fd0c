"""The first component of the pipeline: one spelling, in training and in serving alike."""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.words.normalise import fold

FOLDED = "folded"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(GraphComponent):
    """Sets `folded` on every message: its text in the one spelling that all later components read."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Normaliser":
        """Create the component; it keeps no state."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Fold the text of each message."""
        for message in messages:
            message.set(FOLDED, fold(message.get(TEXT) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Fold the text of each training example."""
        self.process(training_data.training_examples)
        return training_data
