"""What the clinic's content says, so that a journey compares what is read with what was curated."""

from bot.content.catalogue import Catalogue
from bot.content.scope import DEFAULT_PROGRAMME, PROGRAMMES, Language, Programme
from bot.wiring import now

THUMBS = ["👍", "👎"]
CLINIC_PHONE = "\u2068+966 11 000 0000\u2069"


class Words:
    """The content's answers, phrases and labels as a patient reads them now."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def phrase(self, key: str, language: Language, **params: str | int) -> str:
        """Return one of the bot's own phrases."""
        return self.catalogue.phrase(key, language, params, now=now(), programme=DEFAULT_PROGRAMME)

    def answer(
        self, topic: str, language: Language, programme: Programme = DEFAULT_PROGRAMME, **values: tuple[str, ...]
    ) -> str:
        """Return the curated answer to a topic."""
        return self.catalogue.answer(topic, programme=programme, language=language, values=values, now=now()).text

    def label(self, topic: str, language: Language) -> str:
        """Return the label of a topic's button."""
        return self.catalogue.label(topic, language)

    def follow_ups(self, topic: str, language: Language) -> list[str]:
        """Return the labels of the topics that an answer leads on to."""
        return [self.label(each, language) for each in self.catalogue.topics[topic].follow_ups]

    def is_rated(self, topic: str) -> bool:
        """Tell whether thumbs stand under the answer: it is information, and nothing urgent."""
        return topic != "emergency" and self.catalogue.group_of(topic) != "conversation"

    def sections(self, language: Language) -> dict[str, tuple[str, ...]]:
        """Return the sections of the menu by their labels, with the topics of each."""
        return {
            self.catalogue.section_label(section.id, language): section.topics
            for section in self.catalogue.menu.sections
        }

    def menu(self, language: Language, programme: Programme = DEFAULT_PROGRAMME) -> list[str]:
        """Return the labels of the menu while the talk is about a programme."""
        marked = [
            ("● " if each == programme else "") + self.phrase(f"programme_{each}", language) for each in PROGRAMMES
        ]
        return [*self.sections(language), *marked]

    def languages(self) -> list[str]:
        """Return the labels of the two languages, each in its own."""
        return [self.phrase("language_ar_button", "ar"), self.phrase("language_fa_button", "fa")]
