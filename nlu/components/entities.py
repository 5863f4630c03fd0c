"""Finds the values of the clinic's vocabularies: treatment, area, concern, condition, activity, and the like."""

from pathlib import Path
from typing import Any, Dict, List, Mapping

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.components.normaliser import FOLDED
from nlu.components.stored_words import StoredWords
from nlu.components.vocabulary import Matcher, Vocabulary, read_vocabulary


# A featurizer to the recipe as well: only those run over the training examples before the classifier learns from them.
@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=True,
)
class VocabularyExtractor(StoredWords):
    """Sets `entities`; a phrase that belongs to several kinds is given once for each."""

    file = "vocabulary.json"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`folder` holds one file of forms for each kind; relative to the working directory of the training."""
        return {"folder": "content/vocabulary"}

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> Vocabulary:
        """Return kind → value → language → forms."""
        return read_vocabulary(Path(config["folder"]))

    def _use(self, words: Vocabulary) -> None:
        self._matcher = Matcher(words)

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
