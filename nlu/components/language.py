"""Tells Arabic from Persian, trained on the same sentences as the topics."""

import json
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.words.language import LanguageModel

LANGUAGE = "language"
_FILE = "language.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(GraphComponent):
    """Sets `language` on every message: `{name: ar|fa|None, certainty: 0..1}`."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: LanguageModel) -> None:
        """Keep where the model is stored, and the model."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """Create an untrained detector."""
        return cls(model_storage, resource, LanguageModel({}))

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LanguageDetector":
        """Load the weights that `train` stored."""
        with model_storage.read_from(resource) as folder:
            weights = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, LanguageModel(weights))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn both languages from the examples; the metadata of an example's intent names its language."""
        self._model = LanguageModel.train(
            (example.get(METADATA)[METADATA_INTENT][LANGUAGE], example.get(TEXT))
            for example in training_data.intent_examples
            if example.get(TEXT)
        )
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(self._model.weights, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Detect the language of each message."""
        for message in messages:
            found = self._model.detect(message.get(TEXT) or "")
            message.set(LANGUAGE, {"name": found.language, "certainty": found.certainty}, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: no later component learns from their language."""
        return training_data
