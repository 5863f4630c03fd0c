"""Which concepts of the domain a message speaks of: what the classifier learns from one dialect, it knows in all."""

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.normaliser import FOLDED
from nlu.components.thesaurus import Phrases, Thesaurus, read_thesaurus

CONCEPTS = "concepts"
_FILE = "thesaurus.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ConceptFinder(GraphComponent):
    """Sets `concepts` on every message. The model carries its own copy of the thesaurus, folded already."""

    def __init__(self, folder: Path, model_storage: ModelStorage, resource: Resource, phrases: Phrases) -> None:
        """Keep where the concepts come from, where the model is stored, and the thesaurus over `phrases`."""
        self._folder = folder
        self._model_storage = model_storage
        self._resource = resource
        self._thesaurus = Thesaurus(phrases)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder` holds the thesaurus; relative to the working directory of the training."""
        return {"folder": "nlu/thesaurus"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ConceptFinder":
        """Create a finder that knows no concept yet."""
        return cls(Path(config["folder"]), model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ConceptFinder":
        """Load the thesaurus that `train` stored."""
        with model_storage.read_from(resource) as folder:
            phrases = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(Path(config["folder"]), model_storage, resource, phrases)

    def train(self, training_data: TrainingData) -> Resource:
        """Read the thesaurus and store a folded copy with the model."""
        phrases = read_thesaurus(self._folder)
        self._thesaurus = Thesaurus(phrases)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(phrases, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the concepts of each message."""
        for message in messages:
            message.set(CONCEPTS, self._thesaurus.find(message.get(FOLDED)))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Find the concepts of each example: the classifier learns from them."""
        self.process(training_data.training_examples)
        return training_data
