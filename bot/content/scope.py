"""For whom a text is: the two languages and the three programmes."""

from typing import Final, Literal

Language = Literal["ar", "fa"]
LANGUAGES: Final[tuple[Language, ...]] = ("ar", "fa")

Programme = Literal["mesotherapy_face", "mesotherapy_hair", "prp"]
DEFAULT_PROGRAMME: Final[Programme] = "mesotherapy_face"
PROGRAMMES: Final[tuple[Programme, ...]] = ("mesotherapy_face", "mesotherapy_hair", "prp")
OTHER_PROGRAMMES: Final[tuple[Programme, ...]] = ("mesotherapy_hair", "prp")


def programme(treatment: str | None, area: str | None) -> Programme:
    """Return the programme that answers about this treatment and area; what is not known is mesotherapy of the face."""
    if treatment == "prp":
        return "prp"
    return "mesotherapy_hair" if area == "hair" else DEFAULT_PROGRAMME
