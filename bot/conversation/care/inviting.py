"""The clinic's people: invited by link, with a role. An invitation works once, for whoever opens its link first."""

from datetime import timedelta
from typing import Literal

from bot.aftercare.reminders import Offer
from bot.conversation.buttons import ForCare
from bot.conversation.care.links import Payload, link_to, read_payload
from bot.conversation.care.situation import Situation
from bot.conversation.care.talk import Answers, Topics
from bot.conversation.decisions import Decision, Effect, InviteStaff, JoinStaff
from bot.conversation.screens import Choice, Line, Named, Screen
from bot.words.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE

INVITATION_LASTS = timedelta(hours=48)
Role = Literal["admin", "staff"]
_ROLES: tuple[Role, ...] = ("staff", "admin")
_CANCEL = "cancel"
_WHY_NOT = {
    "used": "invitation_used",
    "expired": "invitation_expired",
    "of another clinic": "invitation_of_another_clinic",
}


def _invite(_argument: str, situation: Situation) -> Decision | None:
    if situation.care.role != "admin":
        return None
    staff = Choice(label=Line(key="invite_list_button"), target=ForCare(action="staff"))
    rows = tuple((_button(choice),) for choice in (*_ROLES, _CANCEL))
    return _say("invite_role", situation, rows=(*rows, (staff,)))


def _chosen(argument: str, situation: Situation) -> Decision | None:
    if situation.care.role != "admin":
        return None
    if argument == _CANCEL:
        return _say("invite_cancelled", situation)
    role = next((each for each in _ROLES if each == argument), None)
    return _invitation(role, situation) if role else None


def _invitation(role: Role, situation: Situation) -> Decision:
    desk = situation.desk
    token = desk.make_token()
    expires_at = situation.now + INVITATION_LASTS
    link = link_to(Payload(kind="i", clinic_id=desk.clinic_id, token=token), desk.bot_name)
    screen = Screen(
        parts=(
            Line(key="invite_done", params={"role": _name(role), "until": situation.at(expires_at)}),
            Line(key="invite_link", params={"link": link}),
        )
    )
    invitation = InviteStaff(role=role, token_hash=desk.hash_token(token), expires_at=expires_at)
    return situation.say(screen, invitation, topic="human")


def _opened(argument: str, situation: Situation) -> Decision | None:
    payload = read_payload(argument)
    if payload is None or payload.kind != "i":
        return None
    if payload.clinic_id != situation.desk.clinic_id:
        return _say("invitation_of_another_clinic", situation)
    match situation.care.offer:
        case Offer(token_hash=token_hash, role=("admin" | "staff") as role):
            return _joined(role, token_hash, situation)
        case "used" if situation.care.role:
            return _say("staff_already", situation)
        case str() as reason:
            return _say(_WHY_NOT.get(reason, "invitation_unknown"), situation)
    return _say("invitation_unknown", situation)


def _joined(role: Role, token_hash: str, situation: Situation) -> Decision:
    # An admin who opens an invitation of their own neither uses it up nor becomes less by it.
    if situation.care.role in {role, "admin"}:
        return _say("staff_already", situation)
    commands = ("register", "invite") if role == "admin" else ("register",)
    params = {command: f"{FIRST_STRONG_ISOLATE}/{command}{POP_ISOLATE}" for command in commands}
    register = Choice(label=Line(key="register_begin_button"), target=ForCare(action="reg_begin"))
    screen = Screen(parts=(Line(key=f"joined_{role}", params=params),), rows=((register,),))
    return situation.say(screen, JoinStaff(token_hash=token_hash), topic="human")


def _say(key: str, situation: Situation, *effects: Effect, rows: tuple[tuple[Choice, ...], ...] = ()) -> Decision:
    return situation.say(Screen(parts=(Line(key=key),), rows=rows), *effects, topic="human")


def _button(choice: str) -> Choice:
    return Choice(label=Line(key=f"invite_{choice}_button"), target=ForCare(action="invite", argument=choice))


def _name(role: Role) -> Named:
    return Named(kind="phrase", id=f"invite_{role}_button")


COMMANDS: Answers = {"invite": _invite, "start": _opened}
TAPS: Answers = {"invite": _chosen}
FORMS: Answers = {}
TOPICS: Topics = {}
