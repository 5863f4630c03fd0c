"""Which topic a message is about: a linear model over several views of the text, with calibrated confidence."""

from itertools import combinations
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.concepts import CONCEPTS
from nlu.components.linear import LinearModel
from nlu.components.normaliser import FOLDED

_RANKING = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking`: topics with probabilities, likeliest first."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: Optional[LinearModel] = None) -> None:
        """Keep where the model is stored, and the model once there is one."""
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
    ) -> "TopicClassifier":
        """Create an untrained classifier."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        """Load the model that `train` stored."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearModel.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the topics from the examples."""
        examples = [example for example in training_data.intent_examples if example.get(FOLDED)]
        self._model = LinearModel.train(*_documents(examples), [example.get(INTENT) for example in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the topics of each message."""
        if self._model is None:
            raise RuntimeError("the topic classifier was asked before it was trained or loaded")
        for message, probabilities in zip(messages, self._model.probabilities(*_documents(messages))):
            best = np.argsort(-probabilities)[:_RANKING]
            ranking = [{"name": self._model.topics[i], "confidence": float(probabilities[i])} for i in best]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _documents(messages: Sequence[Message]) -> Tuple[List[str], List[str]]:
    """The folded texts, and beside each the values, the concepts and the pairs of concepts that it speaks of."""
    return [message.get(FOLDED) for message in messages], [_concepts(message) for message in messages]


def _concepts(message: Message) -> str:
    entities = message.get(ENTITIES) or []
    values = {f"value:{entity['entity']}:{entity['value']}" for entity in entities}
    ideas = sorted({f"kind:{entity['entity']}" for entity in entities}.union(message.get(CONCEPTS) or []))
    # A pair says more than its parts: "how many" and "session", "allowed" and a condition.
    pairs = [f"{one}+{other}" for one, other in combinations(ideas, 2)]
    return " ".join([*sorted(values), *ideas, *pairs])
