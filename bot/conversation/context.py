"""What a talk is about: the row of a chat, and how it grows old."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.content.scope import Language, Programme, programme

IDLE_AFTER = timedelta(hours=6)
"""A talk that rested this long is over: "and how many?" no longer points back to it."""

Values = Mapping[str, tuple[str, ...]]
"""kind of entity → canonical ids, in the order in which the patient named them."""

OF_THE_SCALP = frozenset({"hair_loss", "alopecia", "dandruff"})
"""Concerns that say where they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What the talk is about.

    `offered` are the topics that the bot last asked to choose from; `other_topic` is compare or combine, whichever
    came last: "and with laser?" means that one.
    """

    topic: str | None = None
    treatment: str | None = None
    area: str | None = None
    values: Values = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    other_topic: str | None = None

    @property
    def programme(self) -> Programme:
        """Whose answers fit: a complaint of the scalp is about hair, whether the word "hair" fell or not."""
        return programme(self.treatment, "hair" if self.is_about_the_scalp else self.area)

    @property
    def is_about_the_scalp(self) -> bool:
        """Whether the concern says where it is: hair that falls is the hair's."""
        return not OF_THE_SCALP.isdisjoint(self.values.get("concern", ()))

    @property
    def entities(self) -> dict[str, list[str]]:
        """All values that a turn is about, by kind, as programs read them. Hair that falls needs no area beside it."""
        area = None if self.is_about_the_scalp else self.area
        named = {"treatment": self.treatment, "area": area}
        return {
            **{kind: list(ids) for kind, ids in self.values.items() if ids},
            **{kind: [value] for kind, value in named.items() if value},
        }

    def naming(self, values: Values) -> "Context":
        """Return the context with these values in place of those before; treatment and area stay until renamed."""
        after = replace(
            self,
            treatment=next(iter(values.get("treatment", ())), self.treatment),
            area=next(iter(values.get("area", ())), self.area),
            values={kind: ids for kind, ids in values.items() if kind not in {"treatment", "area"}},
        )
        return replace(after, area="hair") if after.is_about_the_scalp else after

    @property
    def kept(self) -> "Context":
        """What is stored of it: a time is in the patient's own words, and means something on that day alone."""
        return replace(self, values={kind: ids for kind, ids in self.values.items() if kind != "when"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """One patient's chat.

    `language` is what the bot last spoke, `chosen_language` what the patient picked by button (and wins in doubt).
    `awaits_phone` says that the patient asked to be called and was asked for a number.
    """

    chat_id: int
    language: Language | None = None
    chosen_language: Language | None = None
    context: Context = Context()
    last_turn_at: datetime | None = None
    blocked: bool = False
    awaits_phone: bool = False


def rested(chat: Chat, now: datetime) -> Chat:
    """Return the chat as it stands at `now` (aware): without its context if the talk is over."""
    if chat.last_turn_at is None or now - chat.last_turn_at < IDLE_AFTER:
        return chat
    return replace(chat, context=Context(), awaits_phone=False)
