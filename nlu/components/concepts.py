"""Which concepts of the domain a message speaks of: what the classifier learns from one dialect, it knows in all."""

from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from nlu.components.normaliser import FOLDED
from nlu.components.stored_words import StoredWords
from nlu.components.thesaurus import Phrases, Thesaurus, read_thesaurus

CONCEPTS = "concepts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ConceptFinder(StoredWords):
    """Sets `concepts` on every message."""

    file = "thesaurus.json"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder` holds the thesaurus; relative to the working directory of the training."""
        return {"folder": "nlu/thesaurus"}

    @classmethod
    def read(cls, folder: Path) -> Dict[str, List[str]]:
        """Return the concepts of each folded phrase."""
        return read_thesaurus(folder)

    def _use(self, words: Phrases) -> None:
        self._thesaurus = Thesaurus(words)

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the concepts of each message."""
        for message in messages:
            message.set(CONCEPTS, self._thesaurus.find(message.get(FOLDED)))
        return messages
