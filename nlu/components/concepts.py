"""Which concepts of the domain a message speaks of: what the classifier learns from one dialect, it knows in all."""

from pathlib import Path
from typing import Any, Dict, List, Mapping

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from nlu.components.normaliser import FOLDED
from nlu.components.stored_words import StoredWords
from nlu.components.thesaurus import Phrases, Thesaurus, read_thesaurus
from nlu.components.vocabulary import read_vocabulary

CONCEPTS = "concepts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ConceptFinder(StoredWords):
    """Sets `concepts` on every message."""

    file = "thesaurus.json"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder` holds the thesaurus, `vocabulary` the forms of the values; relative to where the training runs."""
        return {"folder": "nlu/thesaurus", "vocabulary": "content/vocabulary"}

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> Dict[str, List[str]]:
        """Return the concepts of each folded phrase."""
        return read_thesaurus(Path(config["folder"]), read_vocabulary(Path(config["vocabulary"])))

    def _use(self, words: Phrases) -> None:
        self._thesaurus = Thesaurus(words)

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the concepts of each message."""
        for message in messages:
            message.set(CONCEPTS, self._thesaurus.find(message.get(FOLDED)))
        return messages
