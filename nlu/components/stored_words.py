"""What the components that look words up have in common: read from a folder, kept with the model, loaded with it."""

import json
from abc import ABC, abstractmethod
from typing import Any, ClassVar, Dict, List, Mapping

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class StoredWords(GraphComponent, ABC):
    """The model carries its own copy of the words, so that what was trained is what is served."""

    file: ClassVar[str]
    """The name under which the copy is kept."""

    def __init__(self, config: Mapping[str, Any], model_storage: ModelStorage, resource: Resource, words: Any) -> None:
        """Keep where the words come from and where the model is stored, and look them up from now on."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._use(words)

    @classmethod
    @abstractmethod
    def read(cls, config: Mapping[str, Any]) -> Any:
        """Return the words of the folders that `config` names, as JSON can hold them."""

    @abstractmethod
    def _use(self, words: Any) -> None:
        """Look these words up from now on."""

    @abstractmethod
    def process(self, messages: List[Message]) -> List[Message]:
        """Set on each message what its words stand for."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "StoredWords":
        """Create a component that knows no word yet."""
        return cls(config, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "StoredWords":
        """Load the words that `train` stored."""
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / cls.file).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, words)

    def train(self, training_data: TrainingData) -> Resource:
        """Read the words and store a copy with the model."""
        words = self.read(self._config)
        self._use(words)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.file).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Treat each example as a message is treated: the classifier learns from them."""
        self.process(training_data.training_examples)
        return training_data
