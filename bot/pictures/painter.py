"""Draws the pictures that a screen asks for, in the clinic's words."""

from datetime import datetime

from bot.aftercare.planner import Planner
from bot.aftercare.timeline import TimelineRow, timeline
from bot.content.catalogue import Catalogue
from bot.content.scope import LANGUAGES, Language
from bot.conversation.screens import At, InvitationPicture, Line, Named, Param, Picture, TimelinePicture
from bot.conversation.wording import Wording
from bot.pictures.card import AftercareCard, CardRow, Contact, aftercare_card
from bot.pictures.enrolment import EnrolmentCard, enrolment_card
from bot.pictures.icons import ActivityIcon

_ICONS: dict[str, ActivityIcon] = {
    "washing_wait": "water",
    "makeup_wait": "makeup",
    "sunscreen_wait": "sunscreen",
    "sport_wait": "sport",
    "sauna_wait": "sauna",
    "swimming_wait": "swimming",
    "touch_wait": "touch",
    "sun_wait": "sun",
}
"""The picture of a wait; a clinic's own wait gets a clock."""
_MOST_NAMED = 3
"""Activities that one row names: more would not be read."""


class Painter:
    """Knows the clinic's content and plan. Drawing takes about 0.1 s: not to be done where patients wait."""

    def __init__(self, catalogue: Catalogue, planner: Planner) -> None:
        self._catalogue = catalogue
        self._planner = planner
        self._wording = Wording(catalogue)

    def draw(self, picture: Picture, language: Language, now: datetime) -> bytes:
        """Return the picture as PNG."""
        match picture:
            case TimelinePicture():
                return aftercare_card(self._aftercare(picture, language, now))
            case InvitationPicture():
                return enrolment_card(self._enrolment(picture, now))

    def _aftercare(self, picture: TimelinePicture, language: Language, now: datetime) -> AftercareCard:
        session, clinic = picture.session, self._catalogue.clinic

        def say(key: str, **params: Param) -> str:
            return self._wording.line(Line(key=key, params=params), language, now)

        return AftercareCard(
            language=language,
            clinic=getattr(clinic.name, language),
            title=say(f"programme_{session.programme}"),
            subtitle=say("card_session", at=At(at=session.at, zone=picture.zone)),
            rows=[
                CardRow(
                    icon=_ICONS.get(row.fact, "clock"),
                    label=self._activities(row, language),
                    when=say("card_from", at=At(at=row.allowed_from, zone=picture.zone)),
                    state="allowed" if row.allowed_from <= now else "waiting",
                )
                for row in timeline(session, self._planner, zone=picture.zone)
            ],
            phone=Contact(label=say("card_phone"), number=clinic.phone),
            emergency=Contact(label=say("card_emergency"), number=self._catalogue.emergency_number),
            notes=[say("card_note")],
        )

    def _activities(self, row: TimelineRow, language: Language) -> str:
        labels = [self._catalogue.value_label("activity", each, language) for each in row.activities[:_MOST_NAMED]]
        return self._catalogue.speech(language).listing(labels)

    def _enrolment(self, picture: InvitationPicture, now: datetime) -> EnrolmentCard:
        def in_both(key: str, **params: Param) -> list[str]:
            return [self._wording.line(Line(key=key, params=params), each, now) for each in LANGUAGES]

        return EnrolmentCard(
            clinic=in_both("card_clinic"),
            instruction=in_both("card_scan"),
            programme=in_both("card_programme", treatment=Named(kind="programme", id=picture.programme)),
            validity=in_both("card_valid_until", at=picture.expires_at),
            link=picture.link,
        )
