"""Finds the values of the clinic's vocabularies: treatment, area, concern, condition, activity, and the like."""

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.normaliser import FOLDED
from nlu.components.vocabulary import Matcher, Vocabulary, read_vocabulary

_FILE = "vocabulary.json"


# A featurizer to the recipe as well: only those run over the training examples before the classifier learns from them.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class VocabularyExtractor(GraphComponent):
    """Sets `entities`; a phrase that belongs to several kinds is given once for each.

    The model carries its own copy of the vocabulary, so that what was trained is what is served.
    """

    def __init__(self, folder: Path, model_storage: ModelStorage, resource: Resource, vocabulary: Vocabulary) -> None:
        """Keep where the forms come from, where the model is stored, and the matcher over `vocabulary`."""
        self._folder = folder
        self._model_storage = model_storage
        self._resource = resource
        self._matcher = Matcher(vocabulary)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder` holds one file of forms for each kind; relative to the working directory of the training."""
        return {"folder": "content/vocabulary"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "VocabularyExtractor":
        """Create an extractor that knows no word yet."""
        return cls(Path(config["folder"]), model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "VocabularyExtractor":
        """Load the vocabulary that `train` stored."""
        with model_storage.read_from(resource) as folder:
            vocabulary = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(Path(config["folder"]), model_storage, resource, vocabulary)

    def train(self, training_data: TrainingData) -> Resource:
        """Read the vocabulary files and store a copy with the model."""
        vocabulary = read_vocabulary(self._folder)
        self._matcher = Matcher(vocabulary)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the mentions of each message."""
        for message in messages:
            words = message.get(FOLDED).split()
            message.set(
                ENTITIES,
                [
                    {
                        "entity": mention.kind,
                        "value": mention.value,
                        # Places count characters of the folded text.
                        "start": len(" ".join([*words[: mention.first], ""])),
                        "end": len(" ".join(words[: mention.last + 1])),
                    }
                    for mention in self._matcher.find(message.get(FOLDED))
                ],
                add_to_output=True,
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Find the mentions of each example: the classifier learns from them."""
        self.process(training_data.training_examples)
        return training_data
