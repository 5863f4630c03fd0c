"""An answer, as it is given to a patient."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One curated answer as a patient reads it.

    Attributes:
        text: Plain text, direction controls included; to be sent without a parse mode.
        follow_ups: Topics that a patient may want next.
        sources: Tags of the documents behind the answer, as in sources.yml.
        content_version: The state of the whole content that gave this answer.
    """

    text: str
    follow_ups: tuple[str, ...]
    sources: tuple[str, ...]
    content_version: str
